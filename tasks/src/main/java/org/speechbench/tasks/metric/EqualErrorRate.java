package org.speechbench.tasks.metric;

import java.util.Comparator;
import java.util.List;

/**
 * Equal error rate of verification trials: where as large a share of target trials is missed as of others is accepted, on
 * the ROC curve with straight lines between its points. Trials of one score are accepted or refused together, so ties help
 * nobody.
 */
final class EqualErrorRate {
    /**
     * One trial.
     *
     * @param target whether both recordings are of one speaker
     * @param score higher for recordings that are more alike
     * @param speaker number of the speaker that the trial belongs to
     */
    record Trial(boolean target, double score, int speaker) {}

    private final List<Trial> descending;

    EqualErrorRate(List<Trial> trials) {
        descending = trials.stream()
                .sorted(Comparator.comparingDouble(Trial::score).reversed())
                .toList();
    }

    /** As a share, the trials of each speaker counted so many times; NaN if there are not both kinds. */
    double value(int[] times) {
        long targets = count(times, true);
        long others = count(times, false);
        if (targets == 0 || others == 0) {
            return Double.NaN;
        }
        double missedBefore = 1;
        double acceptedBefore = 0;
        long hits = 0;
        long alarms = 0;
        for (int i = 0; i < descending.size(); i++) {
            Trial trial = descending.get(i);
            hits += trial.target() ? times[trial.speaker()] : 0;
            alarms += trial.target() ? 0 : times[trial.speaker()];
            if (i + 1 < descending.size() && descending.get(i + 1).score() == trial.score()) {
                continue;
            }
            double missed = 1 - (double) hits / targets;
            double accepted = (double) alarms / others;
            if (accepted >= missed) {
                double before = missedBefore - acceptedBefore;
                double share = before / (before + accepted - missed);
                return acceptedBefore + share * (accepted - acceptedBefore);
            }
            missedBefore = missed;
            acceptedBefore = accepted;
        }
        throw new IllegalStateException("the last point accepts everything");
    }

    private long count(int[] times, boolean target) {
        return descending.stream()
                .filter(t -> t.target() == target)
                .mapToLong(t -> times[t.speaker()])
                .sum();
    }
}
