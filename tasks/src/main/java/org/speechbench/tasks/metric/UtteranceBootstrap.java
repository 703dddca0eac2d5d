package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.speechbench.core.result.Score;

/**
 * The percentile bootstrap over utterances (Efron 1979; for word error rate: Bisani and Ney, ICASSP 2004). It is
 * seeded, so that the same utterances give the same interval. Utterances are treated as independent; with few speakers,
 * the true interval is wider.
 */
final class UtteranceBootstrap {
    private static final int RESAMPLES = 1000;
    private static final long SEED = 1337;

    private UtteranceBootstrap() {}

    /**
     * The 95 % interval of the mean of the folds' rates, in per cent; utterances are redrawn within their fold. Draws
     * in which no utterance has anything to count are left out.
     */
    static Score.Interval interval(List<List<Ratio>> folds) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (List<Ratio> fold : folds) {
                sum += Ratio.percent(redraw(fold, random));
            }
            values[i] = sum / folds.size();
        }
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return new Score.Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static List<Ratio> redraw(List<Ratio> fold, SplittableRandom random) {
        List<Ratio> drawn = new ArrayList<>(fold.size());
        for (int i = 0; i < fold.size(); i++) {
            drawn.add(fold.get(random.nextInt(fold.size())));
        }
        return drawn;
    }

    /** A quantile, by linear interpolation between order statistics. */
    static double quantile(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
