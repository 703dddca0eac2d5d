package org.speechbench.bench.speed;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.jmh.BlockTimes;
import org.speechbench.bench.jmh.MatrixProduct;
import org.speechbench.bench.jmh.PeakMemory;
import org.speechbench.bench.jmh.Settings;
import org.speechbench.engine.device.Devices;

/**
 * One benchmark of one row, as JMH is asked for it.
 *
 * @param label of the row; empty for a benchmark of the machine
 * @param parameters of the benchmark
 * @param work audio-seconds of one call, or of one training step; GFLOP of a matrix product
 * @param warmupSeconds of each fork before the clock counts
 * @param measureSeconds of each fork while it counts
 */
public record BenchmarkRun(
        SpeedBenchmark benchmark,
        String label,
        Map<String, String> parameters,
        double work,
        double warmupSeconds,
        double measureSeconds) {
    /** Name of the parameter that names the device; the processor needs no name. */
    static final String DEVICE = "device";

    /** Name of the parameter for the training steps of one call. */
    private static final String STEPS = "steps";

    /** A GPU computes what the host has queued; only the last of so many steps is waited for, as in training. */
    private static final int STEPS_ON_GPU = 10;

    private static final int ITERATIONS = 3;
    private static final double PRODUCT_SECONDS = 1;

    public BenchmarkRun {
        parameters = new LinkedHashMap<>(parameters);
    }

    /** A benchmark of a row. */
    static BenchmarkRun of(
            SpeedBenchmark benchmark, BenchmarkSubject row, String precision, double warmup, double measure) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("upstream", row.upstream().provider());
        parameters.put("size", row.upstream().size());
        parameters.put("precision", precision);
        parameters.put("seconds", Double.toString(row.seconds()));
        parameters.put("batch", Integer.toString(row.batch()));
        switch (benchmark) {
            case TRAIN_STEP, MODULES -> {
                parameters.put("settings", new Settings(row.upstream().settings()).text());
                parameters.put("compute", row.compute().id());
                parameters.put("classes", Integer.toString(row.classes()));
            }
            case KMEANS -> parameters.put("classes", Integer.toString(row.classes()));
            case CACHE_READ -> parameters.put("cached", "true");
            case HEAD_STEP -> {
                parameters.put("cached", "true");
                parameters.put("preset", "quick");
            }
            default -> {}
        }
        String label = benchmark.ofTheMachine() ? "" : row.label();
        double heard = benchmark.hearsOneUtterance() ? row.seconds() : row.audioSeconds();
        return new BenchmarkRun(benchmark, label, parameters, heard, warmup, measure);
    }

    /** The product that is the ceiling; short, since it is the fastest call that counts. */
    static BenchmarkRun matrixProduct(String precision, Device device, double warmup, double measure) {
        return new BenchmarkRun(
                        SpeedBenchmark.MATRIX_PRODUCT,
                        "",
                        Map.of("precision", precision),
                        MatrixProduct.gigaFlops(device),
                        Math.min(warmup, PRODUCT_SECONDS),
                        Math.min(measure, PRODUCT_SECONDS))
                .on(device);
    }

    /** The same work on a device. Benchmarks run on the processor unless they are told another. */
    BenchmarkRun on(Device device) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (device.isGpu()) {
            all.put(DEVICE, Devices.name(device));
            if (benchmark == SpeedBenchmark.TRAIN_STEP) {
                all.put(STEPS, Integer.toString(STEPS_ON_GPU));
            }
        }
        return new BenchmarkRun(benchmark, label, all, work, warmupSeconds, measureSeconds);
    }

    /**
     * The seconds that its calls take in one fork, warm-up included.
     *
     * @param speed work a second; infinite if it is not known, in which case a call is taken to be short
     */
    public double seconds(double speed) {
        double call = steps() * work / speed;
        return Math.max(warmupSeconds, call) + ITERATIONS * Math.max(measureSeconds / ITERATIONS, call);
    }

    /** Training steps of one call; the time of a call is divided by them. */
    private int steps() {
        return Integer.parseInt(parameters.getOrDefault(STEPS, "1"));
    }

    /** A file name without folder and end. */
    public String name() {
        return label.isEmpty() ? benchmark.id() : benchmark.id() + "-" + label;
    }

    /**
     * Arguments of JMH's command line for one fork.
     *
     * @param json what JMH writes; its log is beside it
     */
    public List<String> arguments(Path json) {
        List<String> arguments = new ArrayList<>(List.of(
                "^" + benchmark.type().getName().replace(".", "\\.") + "\\.",
                "-f",
                "1",
                "-t",
                "1",
                "-opi",
                Integer.toString(steps()),
                "-wi",
                "1",
                "-w",
                milliseconds(warmupSeconds),
                "-i",
                Integer.toString(ITERATIONS),
                "-r",
                milliseconds(measureSeconds / ITERATIONS),
                "-foe",
                "true",
                "-prof",
                PeakMemory.class.getName(),
                "-prof",
                "gc",
                "-rf",
                "json",
                "-rff",
                json.toString(),
                "-o",
                log(json).toString()));
        if (benchmark == SpeedBenchmark.MODULES) {
            arguments.addAll(List.of("-prof", BlockTimes.class.getName()));
        }
        parameters.forEach((name, value) -> arguments.addAll(List.of("-p", name + "=" + value)));
        return arguments;
    }

    /** Where a fork says what it did. */
    public static Path log(Path json) {
        return json.resolveSibling(json.getFileName().toString().replace(".json", ".log"));
    }

    private static String milliseconds(double seconds) {
        return Math.max(1, Math.round(1000 * seconds)) + "ms";
    }
}
