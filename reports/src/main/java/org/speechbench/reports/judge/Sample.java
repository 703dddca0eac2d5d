package org.speechbench.reports.judge;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Mean;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.core.statistics.Units;

/**
 * The scores of one upstream. Students of one teacher share what was drawn when it was trained, so that they count as one
 * training.
 *
 * @param scores the scores by training, whose mean is the score of the upstream
 * @param roots the seed of the first training in the lineage of each, equal for those that share it; empty if unknown, or
 *     for signal processing
 * @param drawn whether another training would give another score; false for signal processing, of which there is only one
 */
public record Sample(Mean scores, List<Long> roots, boolean drawn) {
    public Sample {
        roots = List.copyOf(roots);
        if (!roots.isEmpty() && roots.size() != scores.parts().size()) {
            throw new IllegalArgumentException(scores.parts().size() + " scores of " + roots.size() + " roots");
        }
    }

    /** The scores of trainings that are based on no other. */
    public static Sample ofTrainings(List<? extends Statistic> scores) {
        return new Sample(
                new Mean(scores), LongStream.range(0, scores.size()).boxed().toList(), true);
    }

    /** The scores of signal processing. */
    public static Sample ofSignalProcessing(List<? extends Statistic> scores) {
        return new Sample(new Mean(scores), List.of(), false);
    }

    /** The number of trainings, as shown to readers. */
    int trainings() {
        return drawn && !roots.isEmpty() ? independent() : scores.parts().size();
    }

    /** The number of trainings that share nothing; 1 if that is unknown. */
    int independent() {
        return Math.max(1, (int) roots.stream().distinct().count());
    }

    /** The variance of the mean over trainings, by the jackknife over their roots. */
    double variance() {
        if (!drawn || independent() < 2) {
            return 0;
        }
        double[] values = scores.values();
        double[] without = roots.stream()
                .distinct()
                .mapToDouble(root -> IntStream.range(0, values.length)
                        .filter(i -> !roots.get(i).equals(root))
                        .mapToDouble(i -> values[i])
                        .average()
                        .orElseThrow())
                .toArray();
        double error = Estimate.jackknife(scores.value(), without, Units.equal("trainings", without.length), null)
                .error();
        return error * error;
    }
}
