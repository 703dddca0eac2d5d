package org.speechbench.upstream.mfcc;

import java.util.List;
import java.util.Set;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.feature.FeatureRecipe;
import org.speechbench.upstream.feature.FeatureRecipe.Statics;
import org.speechbench.upstream.feature.FeatureUpstream;
import org.speechbench.upstream.feature.Normalization;

/**
 * 13 mel-frequency cepstral coefficients with first and second deltas, 39 dimensions. Settings: {@code normalization}
 * ({@code utterance} by default, {@code none} or {@code global}) and {@code statistics}, the file that {@code global}
 * needs.
 */
public final class MfccProvider implements UpstreamProvider {
    private static final String NAME = "mfcc";
    private static final String PAPER = "SUPERB toolkit's MFCC baseline, arXiv 2105.01051";
    private static final Set<String> SETTINGS = Set.of(FeatureRecipe.NORMALIZATION, FeatureRecipe.STATISTICS);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return List.of();
    }

    @Override
    public UpstreamCard card(String size) {
        FeatureUpstream.checkSize(NAME, size);
        return FeatureUpstream.card(NAME, PAPER, 39);
    }

    @Override
    public void check(UpstreamOptions options) {
        FeatureUpstream.check(NAME, options);
        FeatureRecipe.checkNames(NAME, options.settings(), SETTINGS);
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamOptions options) {
        check(options);
        FeatureRecipe recipe = FeatureRecipe.of(Statics.MFCC, true, Normalization.UTTERANCE, options.settings());
        return new FeatureUpstream(engine, card(options.size()), recipe);
    }
}
