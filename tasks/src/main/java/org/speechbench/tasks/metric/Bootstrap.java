package org.speechbench.tasks.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.speechbench.core.result.Score;

/**
 * The percentile bootstrap (Efron 1979; for word error rate: Bisani and Ney, ICASSP 2004). It is seeded, so that the same
 * predictions give the same interval. What is drawn, utterances or clusters of predictions, is treated as independent;
 * if utterances are drawn and there are few speakers, the true interval is wider.
 */
final class Bootstrap {
    private static final int DRAWS = 1000;
    private static final long SEED = 1337;

    private Bootstrap() {}

    /**
     * The 95 % interval of the mean of the folds' scores. Draws for which a score is not defined carry no information
     * and are left out.
     *
     * @param folds the score of each fold with its predictions drawn again; NaN if it is not defined
     */
    static Score.Interval interval(List<ToDoubleFunction<SplittableRandom>> folds) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double sum = 0;
            for (ToDoubleFunction<SplittableRandom> fold : folds) {
                sum += fold.applyAsDouble(random);
            }
            values[i] = sum / folds.size();
        }
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return new Score.Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    /** A quantile, by linear interpolation between order statistics. */
    private static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
