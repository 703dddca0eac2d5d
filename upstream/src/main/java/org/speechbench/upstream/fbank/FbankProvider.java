package org.speechbench.upstream.fbank;

import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.feature.FeatureRecipe;
import org.speechbench.upstream.feature.FeatureRecipe.Statics;
import org.speechbench.upstream.feature.FeatureUpstream;
import org.speechbench.upstream.feature.Normalization;

/** Log-mel filter banks with 80 bins, to which SUPERB's baseline adds first and second deltas. */
public final class FbankProvider implements UpstreamProvider {
    private static final String NAME = "fbank";
    private static final String PAPER = "SUPERB: Speech processing Universal PERformance Benchmark, arXiv 2105.01051";
    private static final String KIND = "kind";
    private static final String DELTAS = "deltas";
    private static final SettingsSchema SETTINGS = SettingsSchema.of(
            NAME,
            Setting.choice(
                    KIND,
                    "deltas is SUPERB's baseline, 80 bins with first and second deltas, normalised by utterance; plain is the"
                            + " 80 bins alone, not normalised, which keep what tells speakers and channels apart",
                    DELTAS,
                    "plain"),
            FeatureRecipe.NORMALIZATION,
            FeatureRecipe.STATISTICS);

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
        Settings settings = SETTINGS.read(spec);
        boolean deltas = settings.text(KIND).equals(DELTAS);
        return FeatureRecipe.of(Statics.FBANK, deltas, deltas ? Normalization.UTTERANCE : Normalization.NONE, settings);
    }
}
