package org.speechbench.cli.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs every check. Checks that need the engine come last, since a broken engine may terminate the process. */
public final class Doctor {
    private final Map<String, Function<Environment, List<Finding>>> checks;

    /** All checks. */
    public Doctor() {
        this(usual());
    }

    Doctor(Map<String, Function<Environment, List<Finding>>> checks) {
        this.checks = new LinkedHashMap<>(checks);
    }

    /** The checks by the subject under which a check that breaks down is reported. */
    private static Map<String, Function<Environment, List<Finding>>> usual() {
        Map<String, Function<Environment, List<Finding>>> checks = new LinkedHashMap<>();
        checks.put("Java", HostChecks::java);
        checks.put("machine", HostChecks::machine);
        checks.put("memory allocator", HostChecks::allocator);
        checks.put("programs", HostChecks::programs);
        checks.put("ffmpeg", HostChecks::audioDecoder);
        checks.put("plugins", InstallationChecks::plugins);
        checks.put("bundled corpus", InstallationChecks::bundledCorpus);
        checks.put("data folder", InstallationChecks::dataFolder);
        checks.put("disk", HostChecks::disks);
        checks.put("GPU driver", CudaChecks::driver);
        checks.put("CUDA runtime", CudaChecks::libraries);
        checks.put("installed PyTorch", EngineChecks::installed);
        checks.put("engine", EngineChecks::engine);
        checks.put("threads", HostChecks::threads);
        checks.put("GPU", GpuChecks::gpus);
        checks.put("precision", GpuChecks::precisions);
        return checks;
    }

    /**
     * Runs all checks.
     *
     * @param each receives each finding as soon as it is made
     */
    public List<Finding> examine(Environment at, Consumer<Finding> each) {
        List<Finding> all = new ArrayList<>();
        checks.forEach((subject, check) -> looked(subject, check, at).forEach(finding -> {
            all.add(finding);
            each.accept(finding);
        }));
        return all;
    }

    private static List<Finding> looked(String subject, Function<Environment, List<Finding>> check, Environment at) {
        try {
            return check.apply(at);
        } catch (RuntimeException | LinkageError e) {
            return List.of(Finding.problem(
                    subject, "could not be looked at: " + text(e), "Report this with the output of 'doctor --json'."));
        }
    }

    static String text(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip().replaceAll("\\s+", " ");
    }
}
