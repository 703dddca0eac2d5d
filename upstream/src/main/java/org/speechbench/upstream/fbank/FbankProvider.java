package org.speechbench.upstream.fbank;

import java.util.List;
import java.util.Set;
import org.speechbench.core.UserError;
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
 * Log-mel filter banks. Settings:
 *
 * <ul>
 *   <li>{@code kind}: {@code deltas} (default), SUPERB's baseline of 80 bins with first and second deltas, 240
 *       dimensions, normalised by utterance; or {@code plain}, the 80 bins alone, not normalised, which keep what tells
 *       speakers and channels apart;
 *   <li>{@code normalization}: {@code utterance}, {@code none} or {@code global};
 *   <li>{@code statistics}: file with the training set's statistics, for {@code global}.
 * </ul>
 */
public final class FbankProvider implements UpstreamProvider {
    private static final String NAME = "fbank";
    private static final String PAPER = "SUPERB: Speech processing Universal PERformance Benchmark, arXiv 2105.01051";
    private static final String KIND = "kind";
    private static final Set<String> SETTINGS = Set.of(KIND, FeatureRecipe.NORMALIZATION, FeatureRecipe.STATISTICS);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return List.of();
    }

    /** The card of the default kind. */
    @Override
    public UpstreamCard card(String size) {
        FeatureUpstream.checkSize(NAME, size);
        return FeatureUpstream.card(NAME, PAPER, 240);
    }

    @Override
    public void check(UpstreamOptions options) {
        FeatureUpstream.check(NAME, options);
        FeatureRecipe.checkNames(NAME, options.settings(), SETTINGS);
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamOptions options) {
        check(options);
        boolean deltas = deltas(options.settings().getOrDefault(KIND, "deltas"));
        FeatureRecipe recipe = FeatureRecipe.of(
                Statics.FBANK, deltas, deltas ? Normalization.UTTERANCE : Normalization.NONE, options.settings());
        return new FeatureUpstream(engine, FeatureUpstream.card(NAME, PAPER, recipe.dimensions()), recipe);
    }

    private static boolean deltas(String kind) {
        return switch (kind) {
            case "deltas" -> true;
            case "plain" -> false;
            default -> throw new UserError("Unknown kind '" + kind + "' of fbank.", "Use deltas or plain.");
        };
    }
}
