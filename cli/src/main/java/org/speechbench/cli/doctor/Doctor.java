package org.speechbench.cli.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs every check. What needs the engine comes last, since an engine that is broken may end the process. */
public final class Doctor {
    private final Map<String, Check> checks;

    /** All checks. */
    public Doctor() {
        this(usual());
    }

    Doctor(Map<String, Check> checks) {
        this.checks = new LinkedHashMap<>(checks);
    }

    /** By the subject that a check which breaks down is reported under. */
    private static Map<String, Check> usual() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("Java", new JavaCheck());
        checks.put("machine", new MachineCheck());
        checks.put("memory allocator", new AllocatorCheck());
        checks.put("programs", new ProgramsCheck());
        checks.put("plugins", new PluginsCheck());
        checks.put("bundled corpus", new BundledCorpusCheck());
        checks.put("data folder", new DataFolderCheck());
        checks.put("disk", new DiskCheck());
        checks.put("GPU driver", new DriverCheck());
        checks.put("CUDA runtime", new CudaLibrariesCheck());
        checks.put("installed PyTorch", new InstalledCheck());
        checks.put("engine", new EngineCheck());
        checks.put("threads", new ThreadsCheck());
        checks.put("GPU", new GpuCheck());
        checks.put("precision", new PrecisionCheck());
        return checks;
    }

    /**
     * Looks at everything.
     *
     * @param each told of a finding as soon as it is there
     */
    public List<Finding> examine(Environment at, Consumer<Finding> each) {
        List<Finding> all = new ArrayList<>();
        checks.forEach((subject, check) -> looked(subject, check, at).forEach(finding -> {
            all.add(finding);
            each.accept(finding);
        }));
        return all;
    }

    private static List<Finding> looked(String subject, Check check, Environment at) {
        try {
            return check.look(at);
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
