package com.example.speech;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.MaskedPredictionModel;
import org.speechbench.upstream.model.SavedModel;
import org.speechbench.upstream.model.TransformerUpstream;
import org.speechbench.upstream.model.WaveformInput;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;

/** {@code nearness_hubert}: an upstream that can be pre-trained and probed, made of one new block. */
public final class NearnessHubertProvider implements UpstreamProvider, Pretraining {
    static final String NAME = "nearness_hubert";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return List.of();
    }

    @Override
    public UpstreamCard describe(UpstreamSpec spec) {
        return new NearnessHubert().card();
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        NearnessHubert architecture = new NearnessHubert();
        Path folder = spec.checkpointPath();
        if (folder == null) {
            return TransformerUpstream.random(engine, architecture, new WaveformInput(), spec, InputNormalization.NONE);
        }
        SavedModel model = SavedModel.read(folder, NAME, spec.size());
        model.requireFits(architecture);
        return TransformerUpstream.of(
                engine,
                architecture,
                new WaveformInput(),
                spec,
                model.normalization(),
                model.backbone(architecture),
                LabelProvenance.of(folder));
    }

    @Override
    public Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes) {
        return MaskedPredictionModel.random(engine, new NearnessHubert(), spec, training, classes);
    }
}
