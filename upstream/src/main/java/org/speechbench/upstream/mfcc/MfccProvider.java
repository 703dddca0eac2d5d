package org.speechbench.upstream.mfcc;

import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.feature.FeatureRecipe;
import org.speechbench.upstream.feature.FeatureRecipe.Statics;
import org.speechbench.upstream.feature.FeatureUpstream;
import org.speechbench.upstream.feature.Normalization;

/** 13 mel-frequency cepstral coefficients with first and second deltas, 39 dimensions. */
public final class MfccProvider implements UpstreamProvider {
    private static final String NAME = "mfcc";
    private static final String PAPER = "SUPERB toolkit's MFCC baseline, arXiv 2105.01051";
    private static final SettingsSchema SETTINGS =
            SettingsSchema.of(NAME, FeatureRecipe.NORMALIZATION, FeatureRecipe.STATISTICS);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return List.of();
    }

    @Override
    public SettingsSchema settings() {
        return SETTINGS;
    }

    @Override
    public UpstreamCard describe(UpstreamSpec spec) {
        return FeatureUpstream.card(spec, PAPER, recipe(spec));
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        return new FeatureUpstream(engine, describe(spec), recipe(spec));
    }

    private static FeatureRecipe recipe(UpstreamSpec spec) {
        return FeatureRecipe.of(Statics.MFCC, true, Normalization.UTTERANCE, SETTINGS.read(spec));
    }
}
