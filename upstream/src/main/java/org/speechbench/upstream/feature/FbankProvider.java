package org.speechbench.upstream.feature;

import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.feature.FeatureRecipe.Normalization;
import org.speechbench.upstream.feature.FeatureRecipe.Statics;

/** Log-mel filter banks with 80 bins, to which SUPERB's baseline adds first and second deltas. */
public final class FbankProvider extends FeatureProvider {
    private static final String KIND = "kind";
    private static final String DELTAS = "deltas";

    public FbankProvider() {
        super(
                "fbank",
                "SUPERB: Speech processing Universal PERformance Benchmark, arXiv 2105.01051",
                Setting.choice(
                        KIND,
                        "deltas is SUPERB's baseline, 80 bins with first and second deltas, normalised by utterance; plain"
                                + " is the 80 bins alone, not normalised, which keep what tells speakers and channels apart",
                        DELTAS,
                        "plain"),
                FeatureRecipe.NORMALIZATION,
                FeatureRecipe.STATISTICS);
    }

    @Override
    FeatureRecipe recipe(Settings settings) {
        boolean deltas = settings.text(KIND).equals(DELTAS);
        return FeatureRecipe.of(Statics.FBANK, deltas, deltas ? Normalization.UTTERANCE : Normalization.NONE, settings);
    }
}
