package org.speechbench.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;

/** Seconds of one training step; every step is a sample, so that there are percentiles. */
@BenchmarkMode(Mode.SampleTime)
public class TrainStepBenchmark extends TrainStepState {
    /** One step. */
    @Benchmark
    public float trainStep() {
        return step().run();
    }
}
