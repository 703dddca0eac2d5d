package org.speechbench.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.engine.kmeans.Codebook;
import org.speechbench.engine.kmeans.FrameMatrix;
import org.speechbench.engine.kmeans.KMeans;

/** Seconds of labelling the frames of one batch, as wide as the upstream's hidden states, with the nearest centroid. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class KMeansBenchmark extends SpeechState {
    private static final long SEED = 20_240_103;

    /** Number of centroids. */
    @Param("500")
    public int classes;

    private @Nullable KMeans kMeans;
    private FrameMatrix frames = new FrameMatrix(1);
    private Codebook codebook = new Codebook(1, 1, new float[1], 0);

    /** Draws frames and centroids. */
    @Setup
    public void open() {
        SplittableRandom random = new SplittableRandom(SEED);
        int width = card().hiddenSize();
        kMeans = new KMeans(engine());
        frames = FrameMatrix.of(Noise.of(batch * frames() * width, random), width);
        codebook = new Codebook(classes, width, Noise.of(classes * width, random), 0);
    }

    /** The labels, copied to the host. */
    @Benchmark
    public int[] assign() {
        if (kMeans == null) {
            throw new IllegalStateException("not opened");
        }
        return kMeans.assign(codebook, frames);
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        if (kMeans != null) {
            kMeans.close();
        }
        closeEngine();
    }
}
