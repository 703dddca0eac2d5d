package org.speechbench.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.speechbench.core.audio.Waveform;
import org.speechbench.upstream.feature.FbankOptions;
import org.speechbench.upstream.feature.KaldiFeatures;
import org.speechbench.upstream.pretrain.FeatureShards;
import org.speechbench.upstream.script.EngineContext;

/** Log-mel frames of single recordings, as Fast-HuBERT reads them: shape (F, 80), 100 frames a second. */
public final class LogMel implements FeatureShards.FilterBank, AutoCloseable {
    private final EngineContext engine;
    private final KaldiFeatures features;

    public LogMel(EngineContext engine) {
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
