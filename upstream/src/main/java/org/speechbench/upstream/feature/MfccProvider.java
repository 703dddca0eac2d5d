package org.speechbench.upstream.feature;

import org.speechbench.upstream.Settings;
import org.speechbench.upstream.feature.FeatureRecipe.Normalization;
import org.speechbench.upstream.feature.FeatureRecipe.Statics;

/** 13 mel-frequency cepstral coefficients with first and second deltas, 39 dimensions. */
public final class MfccProvider extends FeatureProvider {
    public MfccProvider() {
        super(
                "mfcc",
                "SUPERB toolkit's MFCC baseline, arXiv 2105.01051",
                FeatureRecipe.NORMALIZATION,
                FeatureRecipe.STATISTICS);
    }

    @Override
    FeatureRecipe recipe(Settings settings) {
        return FeatureRecipe.of(Statics.MFCC, true, Normalization.UTTERANCE, settings);
    }
}
