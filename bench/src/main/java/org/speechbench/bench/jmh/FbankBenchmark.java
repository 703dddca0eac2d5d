package org.speechbench.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.pretrain.KaldiFilterBank;

/** Seconds of the log-mel values of one batch, utterance by utterance, as they are prepared for Fast-HuBERT. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FbankBenchmark extends SpeechState {
    private @Nullable KaldiFilterBank mel;
    private List<Waveform> waveforms = List.of();

    /** Reads the batch. */
    @Setup
    public void open() {
        mel = new KaldiFilterBank(engine());
        waveforms = crops();
    }

    /** All values are copied to the host, as in preparation. */
    @Benchmark
    public float fbank() {
        if (mel == null) {
            throw new IllegalStateException("not opened");
        }
        float sum = 0;
        for (Waveform waveform : waveforms) {
            sum += mel.compute(waveform)[0];
        }
        return sum;
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        if (mel != null) {
            mel.close();
        }
        closeEngine();
    }
}
