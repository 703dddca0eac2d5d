package org.speechbench.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The most memory that a fork had resident so far, native memory included, as Linux counts it. Elsewhere it says nothing.
 */
public final class PeakMemory implements InternalProfiler {
    private static final String LABEL = "peak_memory";
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmHWM:";
    private static final double KIBIBYTES_A_GIGABYTE = 1e9 / 1024;

    @Override
    public String getDescription() {
        return "peak resident memory";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // The kernel keeps the peak since the process began.
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        OptionalDouble peak = gigabytes();
        return peak.isEmpty()
                ? List.of()
                : List.of(new ScalarResult(LABEL, peak.getAsDouble(), "GB", AggregationPolicy.MAX));
    }

    /** What forks of a benchmark needed at most, in GB; empty where it is not known. */
    static OptionalDouble of(RunResult result) {
        for (String label : result.getSecondaryResults().keySet()) {
            if (label.endsWith(LABEL)) {
                return OptionalDouble.of(result.getSecondaryResults().get(label).getScore());
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble gigabytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(FIELD))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES_A_GIGABYTE)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
