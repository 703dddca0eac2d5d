package com.example.speech;

import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerProvider;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.model.WaveformInput;

/** {@code nearness_hubert}: an upstream that can be pre-trained, fine-tuned and probed, made of one new block. */
public final class NearnessHubertProvider extends TransformerProvider<NearnessHubert> {
    static final String NAME = "nearness_hubert";

    public NearnessHubertProvider() {
        super(SettingsSchema.of(NAME), List.of());
    }

    @Override
    protected NearnessHubert random(UpstreamSpec spec) {
        return new NearnessHubert();
    }

    @Override
    protected NearnessHubert saved(ModelFolder folder) {
        return new NearnessHubert();
    }

    @Override
    protected InputReader reader(EngineContext engine) {
        return new WaveformInput();
    }
}
