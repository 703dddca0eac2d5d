package org.speechbench.cli.doctor;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine that was chosen: jars on the class path or an installed PyTorch.
 *
 * @param bridge the version of DJL's bridge, which is that of PyTorch followed by that of DJL, for example {@code 2.7.1-0.35.1}; empty if unknown
 * @param libraries the flavour, version and platform of the jar of libraries, for example {@code cu124-2.5.1-linux-x86_64}; empty if unknown
 * @param installed the folder of the libraries of an installed PyTorch; empty if those of the jar are used
 * @param version the version of an installed PyTorch as the user gives it; may be empty
 * @param flavour the flavour, for example {@code cpu} or {@code cu118}; for an installed PyTorch as the user gives it;
 *     empty if unknown
 */
record EngineSet(String bridge, String libraries, String installed, String version, String flavour) {
    static final String INSTALLED = "PYTORCH_LIBRARY_PATH";

    private static final Pattern BRIDGE = Pattern.compile("pytorch-jni-(.+)\\.jar");
    private static final Pattern NATIVE = Pattern.compile("pytorch-native-((\\w+)-.+)\\.jar");
    private static final String OTHER = "of another folder";

    /** The engine of this process. */
    static EngineSet of(Environment at) {
        return of(System.getProperty("java.class.path"), at.environment());
    }

    static EngineSet of(String classPath, Map<String, String> environment) {
        String installed = environment.getOrDefault(INSTALLED, "");
        return new EngineSet(
                jar(classPath, BRIDGE, 1),
                jar(classPath, NATIVE, 1),
                installed,
                environment.getOrDefault("PYTORCH_VERSION", ""),
                installed.isEmpty() ? jar(classPath, NATIVE, 2) : environment.getOrDefault("PYTORCH_FLAVOR", ""));
    }

    private static String jar(String classPath, Pattern pattern, int group) {
        for (String entry : classPath.split(File.pathSeparator)) {
            Matcher jar = pattern.matcher(new File(entry).getName());
            if (jar.matches()) {
                return jar.group(group);
            }
        }
        return "";
    }

    /** The name as in {@code SPEECHBENCH_PROFILE}, {@code default}, or {@code own PyTorch}. */
    String name() {
        if (isInstalled()) {
            return "own PyTorch";
        } else if (cuda().isPresent()) {
            return flavour;
        }
        return bridge.startsWith("2.0.1-") ? "torch-2.0-cpu" : "default";
    }

    boolean isInstalled() {
        return !installed.isEmpty();
    }

    /** The CUDA version that it was built for; empty if it is for the processor only or that is not known. */
    Optional<CudaVersion> cuda() {
        return CudaVersion.of(flavour);
    }

    /** The version of PyTorch that the bridge was built for; empty if unknown. */
    String bridged() {
        return bridge.replaceFirst("-.*", "");
    }

    /** A description on one line. */
    String text() {
        String own = isInstalled() ? "" : ", libraries " + (libraries.isEmpty() ? OTHER : libraries);
        String said = (version + " " + flavour).strip();
        String from = isInstalled() ? (said.isEmpty() ? "" : " " + said) + " in " + installed : "";
        return name() + from + ": bridge " + (bridge.isEmpty() ? OTHER : bridge) + own;
    }
}
