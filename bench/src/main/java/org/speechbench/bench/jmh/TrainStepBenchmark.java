package org.speechbench.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;

/** Seconds of one training step. */
public class TrainStepBenchmark extends TrainStepState {
    /** One step. */
    @Benchmark
    public float trainStep() {
        return step().run();
    }
}
