package org.speechbench.core.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.Digests;

/**
 * The machine on which a speed was measured. Speeds of different kinds are not comparable.
 *
 * @param cpuModel the name that the operating system reports
 * @param isaFlags the instruction sets that matter for matrix products, sorted, in the kernel's spelling
 * @param cores logical processors that this process may use
 * @param memoryBytes the memory of the machine or the container, 0 if unknown
 * @param gpus the GPUs that were used, in order; empty if the processor was used
 */
public record Machine(String cpuModel, List<String> isaFlags, int cores, long memoryBytes, List<Gpu> gpus) {
    private static final List<String> FLAGS = List.of(("avx avx2 avx512f avx512_bf16 avx512_fp16 avx512_vnni avx_vnni"
                    + " amx_tile amx_bf16 amx_int8 amx_fp16 fma f16c neon asimd bf16 i8mm sve sve2 sme")
            .split(" "));

    public Machine {
        isaFlags = List.copyOf(isaFlags);
        gpus = List.copyOf(gpus);
    }

    /** A machine on which the processor is used. */
    public Machine(String cpuModel, List<String> isaFlags, int cores, long memoryBytes) {
        this(cpuModel, isaFlags, cores, memoryBytes, List.of());
    }

    /** The same machine with GPUs in use. */
    public Machine computingOn(List<Gpu> chosen) {
        return new Machine(cpuModel, isaFlags, cores, memoryBytes, chosen);
    }

    /**
     * The machine that this process runs on. Where {@code /proc/cpuinfo} is missing, the model is the architecture and
     * no flags are known.
     */
    public static Machine probe() {
        String cpuInfo = "";
        try {
            cpuInfo = Files.readString(Path.of("/proc/cpuinfo"));
        } catch (IOException e) {
            // Not Linux: the fallbacks below apply.
        }
        return of(cpuInfo, fallbackModel(), Runtime.getRuntime().availableProcessors(), totalMemory());
    }

    /**
     * A digest of everything that determines whether two machines are comparable: models, instruction sets and cores,
     * but not the memory.
     */
    public String fingerprint() {
        String computing =
                gpus.isEmpty() ? "" : "|" + gpus.stream().map(Gpu::name).collect(Collectors.joining("|"));
        return Digests.sha256(cpuModel + "|" + String.join(" ", isaFlags) + "|" + cores + computing)
                .substring(0, 16);
    }

    static Machine of(String cpuInfo, String fallbackModel, int cores, long memoryBytes) {
        String model = field(cpuInfo, "model name")
                .or(() -> field(cpuInfo, "Model"))
                .or(() -> field(cpuInfo, "CPU part").map(part -> fallbackModel + " part " + part))
                .orElse(fallbackModel);
        TreeSet<String> flags = new TreeSet<>(Arrays.asList(field(cpuInfo, "flags")
                .or(() -> field(cpuInfo, "Features"))
                .orElse("")
                .split("\\s+")));
        flags.retainAll(FLAGS);
        return new Machine(model, List.copyOf(flags), cores, memoryBytes);
    }

    private static Optional<String> field(String cpuInfo, String name) {
        return cpuInfo.lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(name))
                .map(pair -> pair[1].strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String fallbackModel() {
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? System.getProperty("os.arch", "unknown") : windows;
    }

    private static long totalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
    }
}
