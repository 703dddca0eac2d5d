package org.speechbench.upstream.wavlm;

import java.util.List;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.WaveformFrontEnd;

/** WavLM: HuBERT with another attention. */
record WavLm(WaveformFrontEnd front, TransformerConfig transformer, GatedRelativeAttention attention)
        implements Architecture {
    @Override
    public String provider() {
        return "wavlm";
    }

    @Override
    public String size() {
        return "test";
    }

    @Override
    public String paper() {
        return "Chen et al., WavLM, 2021 (arXiv 2110.13900)";
    }

    @Override
    public Encoder encoder() {
        return transformer.encoder(attention);
    }

    @Override
    public List<Integer> predictLayers() {
        return List.of(transformer.layers());
    }

    @Override
    public PredictionHead predictionHead() {
        return new PredictionHead.Cosine(24);
    }
}
