package org.speechbench.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;

/**
 * Seconds of one training step. Every call is a sample, so that percentiles are available; a call takes several steps
 * where a device computes what the host has queued, since waiting for each step would leave it idle in between.
 */
@BenchmarkMode(Mode.SampleTime)
public class TrainStepBenchmark extends TrainStepState {
    /** So many steps, of which the last is waited for. */
    @Benchmark
    public float trainStep() {
        return step().run(steps);
    }
}
