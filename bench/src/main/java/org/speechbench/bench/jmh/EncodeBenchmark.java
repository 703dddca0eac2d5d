package org.speechbench.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.WaveformBatch;

/** Seconds of encoding one batch: waveforms to the hidden states of every layer. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EncodeBenchmark extends EncodeState {
    @Override
    List<WaveformBatch> batches(List<Waveform> utterances) {
        return List.of(new WaveformBatch(utterances));
    }

    /** The value that {@link #encoded()} reads back. */
    @Benchmark
    public float encode() {
        return encoded();
    }
}
