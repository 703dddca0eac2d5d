package org.speechbench.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.jmh.PeakMemory;
import org.speechbench.bench.jmh.StepPart;
import org.speechbench.core.UserError;
import org.speechbench.core.result.SpeedMetric;

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
    Measured measured(Workload workload) {
        String wanted = workload.parameters().getOrDefault(Workload.DEVICE, PROCESSOR);
        String got = result.path("params").path(Workload.DEVICE).asText(PROCESSOR);
        if (!got.equals(wanted)) {
            throw new IllegalStateException(file + ": measured on " + got + ", not on " + wanted);
        }
        Map<SpeedMetric, List<Double>> further = new LinkedHashMap<>();
        add(further, SpeedMetric.PEAK_MEMORY, secondary(PeakMemory.PEAK), 1);
        add(further, SpeedMetric.NATIVE_MEMORY, secondary(PeakMemory.NATIVE), 1);
        add(further, SpeedMetric.DEVICE_MEMORY, secondary(PeakMemory.DEVICE), 1);
        add(further, SpeedMetric.ALLOCATED, secondary("gc.alloc.rate.norm"), BYTES_A_MEGABYTE);
        Map<String, List<Double>> parts = parts();
        if (parts.isEmpty()) {
            add(further, SpeedMetric.MEDIAN, percentile("50.0"), 1);
            add(further, SpeedMetric.PERCENTILE_95, percentile("95.0"), 1);
            add(further, SpeedMetric.PERCENTILE_99, percentile("99.0"), 1);
        }
        return new Measured(List.of(workload.work() / seconds(workload)), further, parts);
    }

    /** Mean seconds of a call; of a matrix product the least, since a ceiling is what can be reached. */
    private double seconds(Workload workload) {
        double seconds = workload.benchmark() == SpeedBenchmark.MATRIX_PRODUCT
                ? percentile("0.0").asDouble()
                : result.path("primaryMetric").path("score").asDouble();
        if (!(seconds > 0)) {
            throw new IllegalStateException(file + ": a call took " + seconds + " s");
        }
        return seconds;
    }

    private JsonNode percentile(String percent) {
        return result.path("primaryMetric").path("scorePercentiles").path(percent);
    }

    private JsonNode secondary(String label) {
        return result.path("secondaryMetrics").path(label).path("score");
    }

    private static void add(
            Map<SpeedMetric, List<Double>> further, SpeedMetric metric, JsonNode value, double divisor) {
        if (value.isNumber() && value.asDouble() > 0) {
            further.put(metric, List.of(value.asDouble() / divisor));
        }
    }

    /** Seconds of a step by part; empty if the benchmark does not count them. */
    private Map<String, List<Double>> parts() {
        Map<String, List<Double>> parts = new LinkedHashMap<>();
        JsonNode steps = secondary(StepPart.STEPS);
        if (steps.isNumber()) {
            for (StepPart part : StepPart.values()) {
                parts.put(part.id(), List.of(secondary(part.counter()).asDouble() / steps.asDouble()));
            }
        }
        return parts;
    }
}
