package org.speechbench.bench.doctor;

import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether PyTorch starts, and which it is. */
final class EngineCheck implements Check {
    private static final Pattern BRIDGE = Pattern.compile("pytorch-jni-(.+)\\.jar");
    private static final Pattern NATIVE = Pattern.compile("pytorch-native-(.+)\\.jar");

    @Override
    public List<Finding> look(Surroundings at) {
        String profile = at.variable("SPEECHBENCH_PROFILE");
        List<Finding> findings = new ArrayList<>();
        findings.add(at.engine()
                .context()
                .map(engine -> Finding.ok("engine", engine.version() + ", libraries in " + LibUtils.getLibtorchPath()))
                .orElseGet(() -> Finding.problem(
                        "engine",
                        "PyTorch does not start, so nothing can be computed: "
                                + at.engine().failure(),
                        cure(at, profile))));
        findings.add(Finding.ok(
                "engine set",
                (profile.isEmpty() ? "default" : profile) + ": " + jar(BRIDGE, "bridge") + ", "
                        + jar(NATIVE, "libraries")));
        return findings;
    }

    private static String cure(Surroundings at, String profile) {
        if (!at.variable("PYTORCH_LIBRARY_PATH").isEmpty()) {
            return "PYTORCH_LIBRARY_PATH names an installed PyTorch: it must have exactly the bridge's version,"
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
