package org.speechbench.upstream.hubert;

import java.util.List;
import org.speechbench.upstream.InputNormalization;
import org.speechbench.upstream.PretrainableProvider;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.transformer.MaskedPredictionModel;
import org.speechbench.upstream.transformer.SavedModel;
import org.speechbench.upstream.transformer.TransformerUpstream;

/** {@code hubert}: the waveform model that the others are measured against. */
public final class HubertProvider implements PretrainableProvider {
    static final String NAME = "hubert";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return HubertSizes.NAMES;
    }

    @Override
    public UpstreamCard card(String size) {
        return HubertSizes.of(size).card();
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamOptions options) {
        options.requireNoSettings(NAME);
        HubertArchitecture architecture = HubertSizes.of(options.size());
        WaveformReader reader = new WaveformReader();
        if (options.checkpoint() == null) {
            return TransformerUpstream.random(engine, architecture, reader, options, InputNormalization.NONE);
        }
        SavedModel model = SavedModel.read(options.checkpoint(), NAME, options.size());
        model.requireFits(architecture);
        return TransformerUpstream.of(engine, architecture, reader, options, model.normalization(), model.values());
    }

    @Override
    public Pretrainable pretrainable(
            EngineContext engine, UpstreamOptions options, PretrainOptions training, int classes) {
        options.requireNoSettings(NAME);
        return MaskedPredictionModel.random(engine, HubertSizes.of(options.size()), options, training, classes);
    }
}
