package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores speaker verification by the equal error rate over trials, in per cent: the error rate at which the share of
 * target trials that are rejected equals the share of other trials that are accepted, on the ROC curve with straight
 * lines between its points. Trials with the same score are accepted or rejected together, so that ties give no
 * advantage.
 *
 * <p>The reference of a trial is {@link #TARGET} or {@link #OTHER}, its hypothesis is one number, higher for recordings
 * that are more alike, and its speaker is what {@link #speakers} gives. Both speakers of a trial are its units, since
 * trials that share either of them are not independent (Snijders and Borgatti, Non-parametric standard errors and tests
 * for network statistics, 1999). Where every speaker is told from every other, at 0 %, no speaker changes the score, and
 * there is no interval: Wilson's is for independent trials, and these are not.
 */
public final class EqualErrorRateScorer extends TrialScorer {
    public static final Metric EER = Metrics.EQUAL_ERROR_RATE;
    public static final String TARGET = "target";
    public static final String OTHER = "nontarget";

    private static final String AND = "|";

    public EqualErrorRateScorer() {
        super(EER, "EER needs trials of one speaker and trials of two in every fold");
    }

    /** The speakers of both recordings of a trial in one field: one name if they are the same. */
    public static String speakers(String first, String second) {
        return first.equals(second) ? first : first + AND + second;
    }

    @Override
    List<String> references() {
        return List.of(TARGET, OTHER);
    }

    @Override
    public String unitName() {
        return "speakers";
    }

    /** Both speakers; that of the second recording is not known from files of earlier versions. */
    @Override
    public List<String> units(Prediction trial) {
        int and = trial.speaker().indexOf(AND);
        if (and >= 0) {
            return List.of(trial.speaker().substring(0, and), trial.speaker().substring(and + AND.length()));
        }
        boolean second = trial.reference().equals(List.of(OTHER));
        return second ? List.of(trial.speaker(), "") : List.of(trial.speaker());
    }

    @Override
    double percent(Trials trials, int without) {
        long targets = 0;
        long others = 0;
        for (int i = 0; i < trials.size(); i++) {
            if (!trials.belongsTo(i, without)) {
                targets += trials.isPositive(i) ? 1 : 0;
                others += trials.isPositive(i) ? 0 : 1;
            }
        }
        return targets == 0 || others == 0 ? Double.NaN : percent(trials, without, targets, others);
    }

    /** Walks along the ROC curve to where it crosses the line of equal errors. */
    private static double percent(Trials trials, int without, long targets, long others) {
        double missedBefore = 1;
        double acceptedBefore = 0;
        long hits = 0;
        long alarms = 0;
        for (int i = 0; i < trials.size(); i++) {
            if (!trials.belongsTo(i, without)) {
                hits += trials.isPositive(i) ? 1 : 0;
                alarms += trials.isPositive(i) ? 0 : 1;
            }
            if (trials.isTiedWithNext(i)) {
                continue;
            }
            double missed = 1 - (double) hits / targets;
            double accepted = (double) alarms / others;
            if (accepted >= missed) {
                double before = missedBefore - acceptedBefore;
                double share = before / (before + accepted - missed);
                return 100 * (acceptedBefore + share * (accepted - acceptedBefore));
            }
            missedBefore = missed;
            acceptedBefore = accepted;
        }
        throw new IllegalStateException("the last point accepts everything");
    }
}
