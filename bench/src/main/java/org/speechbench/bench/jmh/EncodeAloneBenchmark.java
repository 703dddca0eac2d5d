package org.speechbench.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.WaveformBatch;

/** Seconds of encoding the utterances of a batch one after the other, as scores of the default are made. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EncodeAloneBenchmark extends EncodeState {
    @Override
    List<WaveformBatch> batches(List<Waveform> utterances) {
        return utterances.stream().map(WaveformBatch::of).toList();
    }

    /** The value that {@link #encoded()} reads back. */
    @Benchmark
    public float encodeAlone() {
        return encoded();
    }
}
