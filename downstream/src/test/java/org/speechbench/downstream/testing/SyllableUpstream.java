package org.speechbench.downstream.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.FrameTimes;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.WaveformBatch;

/**
 * Reads {@link SyllableSpeech}: a frame is 320 samples, the last layer is the syllable's code at that frame, the other
 * layers are noise, so that a featurizer has something to choose. Counts what it encodes.
 */
public final class SyllableUpstream implements Upstream {
    public static final int LAYERS = 3;
    public static final int DIM = 12;
    private static final int STRIDE = 320;

    private final EngineContext engine;
    private final float offset;
    private final double noise;
    private int encoded;

    /** @param offset added to every state: another offset is another upstream */
    public SyllableUpstream(EngineContext engine, float offset) {
        this(engine, offset, 0.1);
    }

    /** @param noise share of it in the last layer */
    public SyllableUpstream(EngineContext engine, float offset, double noise) {
        this.engine = engine;
        this.offset = offset;
        this.noise = noise;
    }

    public int encoded() {
        return encoded;
    }

    @Override
    public UpstreamCard card() {
        return new UpstreamCard("syllable", "", "none", LAYERS, DIM, STRIDE, ModelCost.NONE, CheckpointFacts.NONE);
    }

    @Override
    public String digest() {
        return "syllable" + offset;
    }

    @Override
    public int atMostFrames(int samples) {
        return samples / STRIDE;
    }

    @Override
    public HiddenStates encode(WaveformBatch batch) {
        encoded += batch.size();
        int rows = batch.size();
        int longest = atMostFrames(batch.longest());
        float[] padded = batch.padded();
        NDManager manager = engine.manager().newSubManager();
        List<NDArray> layers = new ArrayList<>();
        for (int l = 0; l < LAYERS; l++) {
            float[] values = new float[rows * longest * DIM];
            for (int b = 0; b < rows; b++) {
                for (int t = 0; t < longest; t++) {
                    float sample = padded[b * batch.longest() + t * STRIDE];
                    for (int d = 0; d < DIM; d++) {
                        values[(b * longest + t) * DIM + d] = state(sample, l, t, d);
                    }
                }
            }
            layers.add(manager.create(values, new Shape(rows, longest, DIM)));
        }
        int[] lengths = batch.waveforms().stream()
                .mapToInt(w -> atMostFrames(w.length()))
                .toArray();
        return HiddenStates.of(manager, layers, lengths, new FrameTimes.Regular(0, STRIDE / 16_000.0));
    }

    private float state(float sample, int layer, int t, int d) {
        int code = Math.round(sample * SyllableSpeech.SCALE);
        double wave = Math.sin(12.9898 * (t + 1) + 78.233 * (d + 1) + 3.1 * layer + code);
        return (float) (layer == LAYERS - 1 ? (code == d ? 1 : 0) + noise * wave : wave) + offset;
    }

    @Override
    public void close() {}
}
