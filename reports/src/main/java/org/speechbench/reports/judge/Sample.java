package org.speechbench.reports.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Statistic;

/**
 * The scores of one upstream.
 *
 * @param trainings the scores by training, at least one
 * @param drawn whether another training would give another score; false for signal processing, of which there is only one
 */
public record Sample(List<? extends Statistic> trainings, boolean drawn) {
    public Sample {
        trainings = List.copyOf(trainings);
        if (trainings.isEmpty()) {
            throw new IllegalArgumentException("evidence needs at least one training of either system");
        }
    }

    /** The score of the upstream: the mean over its trainings. */
    public double value() {
        return trainings.stream().mapToDouble(Statistic::value).average().orElseThrow();
    }

    double without(String unit) {
        return trainings.stream().mapToDouble(t -> t.without(unit)).average().orElseThrow();
    }

    /** The units of all trainings, with the size that one of them gives. */
    Map<String, Double> units() {
        Map<String, Double> units = new HashMap<>();
        trainings.forEach(training -> units.putAll(training.units()));
        return units;
    }

    /** The variance of the mean over trainings. */
    double variance() {
        return drawn
                ? Math.pow(
                        Estimate.mean(
                                        trainings.stream()
                                                .mapToDouble(Statistic::value)
                                                .toArray(),
                                        "trainings")
                                .error(),
                        2)
                : 0;
    }
}
