package org.speechbench.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an installed PyTorch is the one that the bridge was built for. */
final class InstalledCheck implements Check {
    private static final String SUBJECT = "installed PyTorch";
    private static final Pattern VERSION = Pattern.compile("__version__ *(?::[^=]*)?= *'([^'+]+)(?:\\+(\\w+))?'");

    @Override
    public List<Finding> look(Environment at) {
        EngineSet set = EngineSet.of(at);
        if (!set.isInstalled()) {
            return List.of();
        }
        Path folder = Path.of(set.installed());
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.problem(
                    SUBJECT,
                    "there is no folder " + folder,
                    "Let " + EngineSet.INSTALLED + " name the folder with libtorch in it, or unset it."));
        }
        return List.of(fits(set, python(folder)));
    }

    /** What Python's package says of its version, in the file beside its libraries; empty without one. */
    private static String python(Path libraries) {
        Path parent = libraries.toAbsolutePath().normalize().getParent();
        try {
            return parent == null ? "" : Files.readString(parent.resolve("version.py"));
        } catch (IOException e) {
            return "";
        }
    }

    /** @param python text of {@code torch/version.py}; empty if there is none */
    static Finding fits(EngineSet set, String python) {
        Matcher found = VERSION.matcher(python);
        boolean known = found.find();
        String version = known ? found.group(1) : set.version();
        String build = known && found.group(2) != null ? found.group(2) : "";
        String needed = set.bridged();
        if (!version.isEmpty() && !needed.isEmpty() && !version.equals(needed)) {
            return Finding.problem(
                    SUBJECT,
                    "version " + version + ", but the bridge is for exactly " + needed,
                    "Install PyTorch " + needed + " beside it and name its folder, or unset " + EngineSet.INSTALLED
                            + ".");
        }
        if (!set.version().isEmpty() && !set.version().equals(version)) {
            return Finding.problem(
                    SUBJECT,
                    "version " + version + ", but PYTORCH_VERSION=" + set.version(),
                    "Set PYTORCH_VERSION=" + version + ".");
        }
        if (!build.isEmpty() && !set.flavour().equals(build)) {
            return Finding.warning(
                    SUBJECT,
                    "built for " + build + ", but PYTORCH_FLAVOR "
                            + (set.flavour().isEmpty() ? "is not set" : "is " + set.flavour()),
                    "Set PYTORCH_FLAVOR=" + build + ", if the bridge has that flavour ('Engines' in README.md).");
        }
        return Finding.ok(
                SUBJECT,
                version.isEmpty()
                        ? "its version is not known; it must be " + needed
                        : (version + " " + build).strip() + ", as the bridge needs it");
    }
}
