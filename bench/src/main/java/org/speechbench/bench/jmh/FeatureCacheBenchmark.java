package org.speechbench.bench.jmh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.LayerStates;
import org.speechbench.downstream.head.Pooling;

/** Seconds until the states of all layers of one utterance are in memory in fp32, read from the cache or computed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FeatureCacheBenchmark {
    private FrozenSpeech.@Nullable Opened opened;
    private ByteBuffer space = ByteBuffer.allocate(0);
    private int next;

    /** Encodes every utterance once. */
    @Setup
    public void open(FrozenSpeech speech) {
        opened = speech.open(Pooling.NONE);
    }

    /** The last value of the last layer. */
    @Benchmark
    public float states() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        Utterance utterance =
                opened.utterances().get(next++ % opened.utterances().size());
        LayerStates states = opened.features().states(utterance);
        int bytes = 2 * states.values().remaining();
        if (space.capacity() != bytes) {
            space = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        space.clear();
        for (int l = 0; l < states.layers(); l++) {
            states.copyLayer(l, space);
        }
        return space.getFloat(bytes - Float.BYTES);
    }

    /** Closes the upstream. */
    @TearDown
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
