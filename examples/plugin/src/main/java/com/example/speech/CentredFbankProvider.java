package com.example.speech;

import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** {@code centred_fbank}: log-mel filter banks less their mean over the utterance, from speechbench's own log-mel. */
public final class CentredFbankProvider implements UpstreamProvider {
    static final String NAME = "centred_fbank";
    static final FbankOptions LOG_MEL = FbankOptions.SUPERB;

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
        if (!spec.isRandom()) {
            throw new UserError(NAME + " has no checkpoints.", "Leave the checkpoint out.");
        }
        return UpstreamCard.ofFeatures(
                NAME, "an example, not published", LOG_MEL.bins(), FrameGeometry.KALDI.stride());
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        return new CentredFbank(engine, describe(spec));
    }
}
