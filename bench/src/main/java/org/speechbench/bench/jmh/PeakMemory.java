package org.speechbench.bench.jmh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The maximum of a fork's resident memory so far, and its resident memory outside Java's heap, as counted by Linux;
 * they are absent on other systems. On a GPU also the GPU memory that the fork has taken.
 */
public final class PeakMemory implements InternalProfiler {
    /** Label of the peak, in GB. */
    public static final String PEAK = "peak_memory";

    /** Label of the resident memory other than objects on the heap, in GB: mostly tensors, but also Java itself. */
    public static final String NATIVE = "native_memory";

    /** Label of the GPU memory taken, in GB. */
    public static final String DEVICE = "device_memory";

    /** Parameter of a benchmark that names the device. */
    private static final String DEVICE_PARAMETER = "device";

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String UNIT = "GB";
    private static final double KIBIBYTES_A_GIGABYTE = 1e9 / 1024;

    private final DeviceMemory device = new DeviceMemory(GpuMemory::used);

    @Override
    public String getDescription() {
        return "resident memory, peak and outside of the heap; memory of a GPU";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // The kernel keeps the peak since the process began. The first iteration begins before the benchmark is opened.
        device.begin(benchmark.getParam(DEVICE_PARAMETER));
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<ScalarResult> results = new ArrayList<>();
        gigabytes("VmHWM:").ifPresent(peak -> results.add(new ScalarResult(PEAK, peak, UNIT, AggregationPolicy.MAX)));
        gigabytes("VmRSS:").ifPresent(resident -> {
            double heap =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e9;
            results.add(new ScalarResult(NATIVE, Math.max(0, resident - heap), UNIT, AggregationPolicy.MAX));
        });
        device.gigabytes(benchmark.getParam(DEVICE_PARAMETER))
                .ifPresent(taken -> results.add(new ScalarResult(DEVICE, taken, UNIT, AggregationPolicy.MAX)));
        return results;
    }

    private static OptionalDouble gigabytes(String field) {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES_A_GIGABYTE)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
