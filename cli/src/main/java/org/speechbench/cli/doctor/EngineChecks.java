package org.speechbench.cli.doctor;

import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks of the engine that is installed, and of PyTorch as it starts. */
final class EngineChecks {
    private static final String INSTALLED = "installed PyTorch";
    private static final Pattern VERSION = Pattern.compile("__version__ *(?::[^=]*)?= *'([^'+]+)(?:\\+(\\w+))?'");
    private static final String ENGINE = "engine";

    private EngineChecks() {}

    /** Checks whether an installed PyTorch is the version that the bridge was built for. */
    static List<Finding> installed(Environment at) {
        EngineSet set = EngineSet.of(at);
        if (!set.isInstalled()) {
            return List.of();
        }
        Path folder = Path.of(set.installed());
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.problem(
                    INSTALLED,
                    "there is no folder " + folder,
                    "Let " + EngineSet.INSTALLED + " name the folder with libtorch in it, or unset it."));
        }
        return List.of(fits(set, python(folder)));
    }

    /** The file in which Python's package gives its version, next to the folder of its libraries; empty if missing. */
    private static String python(Path libraries) {
        Path parent = libraries.toAbsolutePath().normalize().getParent();
        try {
            return parent == null ? "" : Files.readString(parent.resolve("version.py"));
        } catch (IOException e) {
            return "";
        }
    }

    /** @param python the text of {@code torch/version.py}; empty if there is none */
    static Finding fits(EngineSet set, String python) {
        Matcher found = VERSION.matcher(python);
        boolean known = found.find();
        String version = known ? found.group(1) : set.version();
        String build = known && found.group(2) != null ? found.group(2) : "";
        String needed = set.bridged();
        if (!version.isEmpty() && !needed.isEmpty() && !version.equals(needed)) {
            return Finding.problem(
                    INSTALLED,
                    "version " + version + ", but the bridge is for exactly " + needed,
                    "Install PyTorch " + needed + " beside it and name its folder, or unset " + EngineSet.INSTALLED
                            + ".");
        }
        if (!set.version().isEmpty() && !set.version().equals(version)) {
            return Finding.problem(
                    INSTALLED,
                    "version " + version + ", but PYTORCH_VERSION=" + set.version(),
                    "Set PYTORCH_VERSION=" + version + ".");
        }
        if (!build.isEmpty() && !set.flavour().equals(build)) {
            return Finding.warning(
                    INSTALLED,
                    "built for " + build + ", but PYTORCH_FLAVOR "
                            + (set.flavour().isEmpty() ? "is not set" : "is " + set.flavour()),
                    "Set PYTORCH_FLAVOR=" + build + ", if the bridge has that flavour (docs/engines.md).");
        }
        return Finding.ok(
                INSTALLED,
                version.isEmpty()
                        ? "its version is not known; it must be " + needed
                        : (version + " " + build).strip() + ", as the bridge needs it");
    }

    /** Checks whether PyTorch starts, and reports its version. */
    static List<Finding> engine(Environment at) {
        EngineSet set = EngineSet.of(at);
        return List.of(
                at.engine()
                        .context()
                        .map(engine -> started(engine.version(), LibUtils.getLibtorchPath(), set))
                        .orElseGet(() -> Finding.problem(
                                ENGINE,
                                "PyTorch does not start, so nothing can be computed: "
                                        + at.engine().failure(),
                                cure(at.engine().failure(), set))),
                Finding.ok("engine set", set.text()));
    }

    /** @param libraries the folder from which the libraries were loaded */
    static Finding started(String version, String libraries, EngineSet set) {
        String text = version + ", libraries in " + libraries;
        if (set.isInstalled()
                && !Path.of(libraries).startsWith(Path.of(set.installed()).toAbsolutePath())) {
            return Finding.warning(
                    ENGINE,
                    text + ", not those that " + EngineSet.INSTALLED + " names, " + set.installed(),
                    "Give the folder with libtorch in it, with PYTORCH_VERSION and PYTORCH_FLAVOR.");
        }
        if (!set.isInstalled() && set.cuda().isPresent() && libraries.contains("-cpu-")) {
            return Finding.warning(
                    ENGINE,
                    text + ", which are for the CPU and not those of the engine set " + set.name(),
                    "They are chosen by the GPUs that are found: see the lines on driver and CUDA runtime.");
        }
        return Finding.ok(ENGINE, text);
    }

    static String cure(String failure, EngineSet set) {
        if (failure.contains("libcudnn")) {
            return CudaChecks.CUDNN_CURE;
        }
        if (failure.contains("libcuda.so")) {
            return "Install NVIDIA's driver, or choose an engine for the CPU: unset SPEECHBENCH_PROFILE.";
        }
        if (set.isInstalled()) {
            return EngineSet.INSTALLED + " names an installed PyTorch: it must have exactly the bridge's version,"
                    + " in PYTORCH_VERSION too; or unset it.";
        }
        return "Delete " + Utils.getEngineCacheDir() + " and bench/target/app, and start again"
                + (set.name().equals("default") ? "." : "; or unset SPEECHBENCH_PROFILE for the default engine.");
    }
}
