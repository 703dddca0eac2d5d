package org.speechbench.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speechbench.bench.jmh.BlockTimes;
import org.speechbench.bench.jmh.PeakMemory;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;

/** What JMH wrote of one fork: the mean time of a call, and what else was measured. */
record ForkResult(Path file, JsonNode result) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double BYTES_A_MEGABYTE = 1e6;
    private static final String PROCESSOR = "cpu";

    /** @throws IllegalStateException if the file does not hold the result of one benchmark */
    static ForkResult read(Path json) {
        try {
            JsonNode results = JSON.readTree(json.toFile());
            if (results == null || results.size() != 1) {
                throw new IllegalStateException(json + " does not hold the result of one benchmark");
            }
            return new ForkResult(json, results.required(0));
        } catch (IOException e) {
            throw UserError.unreadable(json, e);
        }
    }

    /**
     * One round of the workload.
     *
     * @throws IllegalStateException if it ran on another device, as in a build that knows the processor only
     */
    BenchmarkRounds measured(BenchmarkRun workload) {
        String wanted = workload.parameters().getOrDefault(BenchmarkRun.DEVICE, PROCESSOR);
        String got = result.path("params").path(BenchmarkRun.DEVICE).asText(PROCESSOR);
        if (!got.equals(wanted)) {
            throw new IllegalStateException(file + ": measured on " + got + ", not on " + wanted);
        }
        Map<Metric, List<Double>> secondary = new LinkedHashMap<>();
        add(secondary, Metrics.PEAK_MEMORY, secondaryMetric(PeakMemory.PEAK), 1);
        add(secondary, Metrics.NATIVE_MEMORY, secondaryMetric(PeakMemory.NATIVE), 1);
        add(secondary, Metrics.DEVICE_MEMORY, secondaryMetric(PeakMemory.DEVICE), 1);
        add(secondary, Metrics.ALLOCATED, secondaryMetric("gc.alloc.rate.norm"), BYTES_A_MEGABYTE);
        Map<String, List<Double>> parts = parts();
        return new BenchmarkRounds(
                List.of(workload.work() / seconds(workload)),
                secondary,
                parts,
                parts.isEmpty() ? calls() : CallTimes.NONE);
    }

    /** Mean seconds of a call; of a matrix product the least, since a ceiling is what can be reached. */
    private double seconds(BenchmarkRun workload) {
        double seconds = workload.benchmark() == SpeedBenchmark.MATRIX_PRODUCT
                ? percentile("0.0").asDouble()
                : result.path("primaryMetric").path("score").asDouble();
        if (!(seconds > 0)) {
            throw new IllegalStateException(file + ": a call took " + seconds + " s");
        }
        return seconds;
    }

    /** Times of single calls, which JMH writes by fork and iteration. */
    private CallTimes calls() {
        SortedMap<Double, Long> counts = new TreeMap<>();
        for (JsonNode fork : result.path("primaryMetric").path("rawDataHistogram")) {
            for (JsonNode iteration : fork) {
                iteration.forEach(
                        bin -> counts.merge(bin.path(0).asDouble(), bin.path(1).asLong(), Long::sum));
            }
        }
        return new CallTimes(counts);
    }

    private JsonNode percentile(String percent) {
        return result.path("primaryMetric").path("scorePercentiles").path(percent);
    }

    private JsonNode secondaryMetric(String label) {
        return result.path("secondaryMetrics").path(label).path("score");
    }

    private static void add(Map<Metric, List<Double>> secondary, Metric metric, JsonNode value, double divisor) {
        if (value.isNumber() && value.asDouble() > 0) {
            secondary.put(metric, List.of(value.asDouble() / divisor));
        }
    }

    /** Seconds by block of a step; empty if they were not timed. */
    private Map<String, List<Double>> parts() {
        Map<String, List<Double>> parts = new LinkedHashMap<>();
        result.path("secondaryMetrics").properties().forEach(metric -> {
            if (metric.getKey().startsWith(BlockTimes.LABEL)) {
                String part = metric.getKey().substring(BlockTimes.LABEL.length());
                parts.put(part, List.of(metric.getValue().path("score").asDouble()));
            }
        });
        return parts;
    }
}
