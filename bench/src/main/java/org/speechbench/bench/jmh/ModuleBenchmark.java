package org.speechbench.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;

/** A training step that is timed part by part; the parts are secondary results, which JMH has with mean times only. */
@BenchmarkMode(Mode.AverageTime)
public class ModuleBenchmark extends TrainStepState {
    /** One step. */
    @Benchmark
    public float timedStep(StepCounters counters) {
        TrainingStep.Times times = step().runTimed();
        counters.add(times);
        return times.loss();
    }
}
