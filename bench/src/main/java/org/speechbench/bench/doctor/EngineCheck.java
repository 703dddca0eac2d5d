package org.speechbench.bench.doctor;

import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether PyTorch starts, and which it is. */
final class EngineCheck implements Check {
    private static final Pattern BRIDGE = Pattern.compile("pytorch-jni-(.+)\\.jar");
    private static final Pattern NATIVE = Pattern.compile("pytorch-native-(.+)\\.jar");

    private static final String INSTALLED = "PYTORCH_LIBRARY_PATH";

    @Override
    public List<Finding> look(Surroundings at) {
        String profile = at.variable("SPEECHBENCH_PROFILE");
        return List.of(
                at.engine()
                        .context()
                        .map(engine -> started(engine.version(), LibUtils.getLibtorchPath(), at.variable(INSTALLED)))
                        .orElseGet(() -> Finding.problem(
                                "engine",
                                "PyTorch does not start, so nothing can be computed: "
                                        + at.engine().failure(),
                                cure(at, profile))),
                Finding.ok(
                        "engine set",
                        (profile.isEmpty() ? "default" : profile) + ": " + jar(BRIDGE, "bridge") + ", "
                                + jar(NATIVE, "libraries")));
    }

    /** @param installed what the user asked for; empty for the libraries of the engine set */
    static Finding started(String version, String libraries, String installed) {
        String text = version + ", libraries in " + libraries;
        return installed.isEmpty()
                        || Path.of(libraries).startsWith(Path.of(installed).toAbsolutePath())
                ? Finding.ok("engine", text)
                : Finding.warning(
                        "engine",
                        text + ", not those that " + INSTALLED + " names, " + installed,
                        "Give the folder with libtorch in it, with PYTORCH_VERSION and PYTORCH_FLAVOR.");
    }

    private static String cure(Surroundings at, String profile) {
        if (!at.variable(INSTALLED).isEmpty()) {
            return INSTALLED + " names an installed PyTorch: it must have exactly the bridge's version,"
                    + " in PYTORCH_VERSION too; or unset it.";
        }
        return "Delete " + Utils.getEngineCacheDir() + " and bench/target/app, and start again"
                + (profile.isEmpty() ? "." : "; or unset SPEECHBENCH_PROFILE for the default engine.");
    }

    private static String jar(Pattern pattern, String what) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Matcher jar = pattern.matcher(new File(entry).getName());
            if (jar.matches()) {
                return what + " " + jar.group(1);
            }
        }
        return what + " of another folder";
    }
}
