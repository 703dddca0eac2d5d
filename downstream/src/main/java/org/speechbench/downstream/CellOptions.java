package org.speechbench.downstream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.tasks.Trial;

/**
 * The options of a cell that a user may change.
 *
 * @param learningRates instead of the recipe's grid; null for the recipe's
 * @param steps instead of the recipe's; null for the recipe's
 * @param patience evaluations on dev without an improvement after which training ends; 0 for never (SUPERB)
 * @param halving whether the worse half of the learning rates is dropped at a quarter and at half of the steps
 *     (successive halving: Jamieson and Talwalkar, AISTATS 2016); SUPERB trains all to the end
 * @param normalize whether a layer normalisation without parameters is applied to each layer before the weighted sum
 *     (s3prl's {@code upstream_feature_normalize}; off in SUPERB)
 * @param onlyLayer the one layer that the head receives, instead of the weighted sum of all; null for the sum
 * @param trials that a verification task is scored on; empty for those that the task draws
 * @param limit truncates every split to its first utterances, 0 for all
 */
public record CellOptions(
        @Nullable List<Double> learningRates,
        @Nullable Integer steps,
        int patience,
        boolean halving,
        boolean normalize,
        @Nullable Integer onlyLayer,
        List<Trial> trials,
        int limit) {
    /** The options of the protocol. */
    public static final CellOptions PROTOCOL = new CellOptions(null, null, 0, false, false, null, List.of(), 0);

    public CellOptions {
        learningRates = learningRates == null ? null : List.copyOf(learningRates);
        trials = List.copyOf(trials);
    }

    /** The same options with other learning rates and steps; null for the recipe's. */
    public CellOptions training(@Nullable List<Double> rates, @Nullable Integer newSteps) {
        return new CellOptions(rates, newSteps, patience, halving, normalize, onlyLayer, trials, limit);
    }
}
