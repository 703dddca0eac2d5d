package org.speechbench.upstream.hubert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        WaveformReader reader = new WaveformReader();
        if (options.checkpoint() == null) {
            HubertArchitecture architecture = HubertSizes.of(options.size(), options.settings());
            return TransformerUpstream.random(engine, architecture, reader, options, InputNormalization.NONE);
        }
        SavedModel model = SavedModel.read(options.checkpoint(), NAME, options.size());
        // How padding is read is a choice at each use of a model, not a property of its weights.
        Map<String, String> settings = new HashMap<>(model.settings());
        settings.putAll(options.settings());
        HubertArchitecture architecture = HubertSizes.of(options.size(), settings);
        model.requireFits(architecture);
        return TransformerUpstream.of(engine, architecture, reader, options, model.normalization(), model.values());
    }

    @Override
    public Pretrainable pretrainable(
            EngineContext engine, UpstreamOptions options, PretrainOptions training, int classes) {
        HubertArchitecture architecture = HubertSizes.of(options.size(), options.settings());
        return MaskedPredictionModel.random(engine, architecture, options, training, classes);
    }
}
