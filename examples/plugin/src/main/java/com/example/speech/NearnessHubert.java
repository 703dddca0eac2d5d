package com.example.speech;

import java.util.List;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.WaveformFrontEnd;

/** HuBERT with {@link NearnessAttention}: every other block is speechbench's own. */
record NearnessHubert() implements Architecture {
    private static final TransformerConfig TRANSFORMER = new TransformerConfig(2, 64, 4, 128, 128, 4, false);

    @Override
    public String provider() {
        return NearnessHubertProvider.NAME;
    }

    @Override
    public String size() {
        return "";
    }

    @Override
    public String paper() {
        return "an example, not published";
    }

    @Override
    public WaveformFrontEnd front() {
        return new WaveformFrontEnd(32, false, false, 0, false);
    }

    @Override
    public Encoder encoder() {
        return TRANSFORMER.encoder(new NearnessAttention(TRANSFORMER.size(), TRANSFORMER.heads()));
    }

    @Override
    public List<Integer> predictLayers() {
        return List.of(TRANSFORMER.layers());
    }

    @Override
    public PredictionHead predictionHead() {
        return new PredictionHead.Cosine(24);
    }
}
