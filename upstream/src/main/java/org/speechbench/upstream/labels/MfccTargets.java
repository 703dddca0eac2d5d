package org.speechbench.upstream.labels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Iterator;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.KaldiFeatures;
import org.speechbench.engine.kmeans.Codebook;
import org.speechbench.engine.kmeans.FrameMatrix;
import org.speechbench.engine.kmeans.KMeans;
import org.speechbench.engine.kmeans.KMeansOptions;

/**
 * Targets of HuBERT's first iteration (arXiv 2106.07447, section 3.1): clusters of 13 MFCC with first and second
 * deltas, 39 dimensions, 100 frames a second.
 */
public final class MfccTargets implements AutoCloseable {
    /** Dimensions of a frame. */
    public static final int DIMENSIONS = 3 * KaldiFeatures.CEPSTRA;

    private final EngineContext engine;
    private final boolean subtractMean;
    private final KaldiFeatures features;
    private final KMeans kmeans;

    /**
     * Creates the computation of targets.
     *
     * @param subtractMean whether the utterance's mean is subtracted from the 13 coefficients first, so that clusters
     *     depend less on the channel; the paper does not do so
     */
    public MfccTargets(EngineContext engine, boolean subtractMean) {
        this.engine = engine;
        this.subtractMean = subtractMean;
        this.features = new KaldiFeatures(engine);
        this.kmeans = new KMeans(engine);
    }

    /** Features of an utterance, shape (F, 39), row-major; empty if it is too short for one frame. */
    public float[] features(Waveform wave) {
        int frames = FrameGeometry.KALDI.frames(wave.length());
        if (frames == 0) {
            return new float[0];
        }
        int[] length = {frames};
        try (NDManager step = engine.manager().newSubManager()) {
            NDArray statics = features.mfcc(step, step.create(wave.samples(), new Shape(1, wave.length())));
            NDArray x = subtractMean ? features.centre(step, statics, length) : statics;
            return features.withDeltas(step, x, length).toFloatArray();
        }
    }

    /** Clusters the frames of training utterances, which are read one at a time. */
    public Codebook fit(Iterator<Waveform> training, KMeansOptions options) {
        FrameMatrix frames = new FrameMatrix(DIMENSIONS);
        while (training.hasNext()) {
            frames.add(features(training.next()));
        }
        return fit(frames, options, Progress.silent());
    }

    /** Clusters frames with {@link #DIMENSIONS} values each. */
    Codebook fit(FrameMatrix frames, KMeansOptions options, Progress progress) {
        return kmeans.fit(frames, options, progress);
    }

    /** The cluster of every frame of an utterance, 100 a second; empty if it is too short for one frame. */
    public int[] labels(Codebook codebook, Waveform wave) {
        return kmeans.assign(codebook, FrameMatrix.of(features(wave), DIMENSIONS));
    }

    @Override
    public void close() {
        kmeans.close();
        features.close();
    }
}
