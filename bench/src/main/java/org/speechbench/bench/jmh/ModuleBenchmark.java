package org.speechbench.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;

/** A training step that is timed part by part; the parts are secondary results. */
public class ModuleBenchmark extends TrainStepState {
    /** One step. */
    @Benchmark
    public float timedStep(StepCounters counters) {
        TrainingStep.Times times = step().runTimed();
        counters.add(times);
        return times.loss();
    }
}
