package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.engine.feature.KaldiFeatures;

/** Fast-HuBERT's input, computed on the engine's device: 80 log-mel values of 16-bit samples, 100 frames a second. */
public final class KaldiFilterBank implements FeatureShards.FilterBank, AutoCloseable {
    private final EngineContext engine;
    private final KaldiFeatures features;

    public KaldiFilterBank(EngineContext engine) {
        this.engine = engine;
        this.features = new KaldiFeatures(engine);
    }

    @Override
    public float[] compute(Waveform waveform) {
        try (NDManager step = engine.manager().newSubManager()) {
            return features.fbank(
                            step,
                            step.create(waveform.samples(), new Shape(1, waveform.length())),
                            FbankOptions.FAST_HUBERT)
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        features.close();
    }
}
