package org.speechbench.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;

/** Seconds of one training step. Every step is a sample, so that percentiles are available. */
@BenchmarkMode(Mode.SampleTime)
public class TrainStepBenchmark extends TrainStepState {
    /** One step. */
    @Benchmark
    public float trainStep() {
        return step().run();
    }
}
