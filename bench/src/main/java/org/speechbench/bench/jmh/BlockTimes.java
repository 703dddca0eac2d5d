package org.speechbench.bench.jmh;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Seconds of each block of a model and of the update, timed one by one after every iteration of {@link
 * TrainStepBenchmark}, so that they can be compared with whole steps of the same process.
 */
public final class BlockTimes implements InternalProfiler {
    /** Prefix of the labels of the results. */
    public static final String LABEL = "block.";

    private @Nullable TrainStepBenchmark opened;

    @Override
    public String getDescription() {
        return "seconds of each block of a training step";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (opened == null) {
            opened = open(benchmark);
        }
        return List.copyOf(opened.step().secondsByPart().entrySet()).stream()
                .map(part -> new ScalarResult(LABEL + part.getKey(), part.getValue(), "s", AggregationPolicy.AVG))
                .toList();
    }

    private static TrainStepBenchmark open(BenchmarkParams benchmark) {
        TrainStepBenchmark state = new TrainStepBenchmark();
        state.upstream = benchmark.getParam("upstream");
        state.size = benchmark.getParam("size");
        state.precision = benchmark.getParam("precision");
        state.device = benchmark.getParam("device");
        state.seconds = Double.parseDouble(benchmark.getParam("seconds"));
        state.batch = Integer.parseInt(benchmark.getParam("batch"));
        state.settings = benchmark.getParam("settings");
        state.compute = benchmark.getParam("compute");
        state.classes = Integer.parseInt(benchmark.getParam("classes"));
        state.open();
        return state;
    }
}
