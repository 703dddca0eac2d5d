package org.speechbench.core.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.result.Score;

/**
 * The mean of several scores, such as those of folds, of head seeds or of trainings. Without a unit, a score that is then not defined
 * is left out: a fold of one speaker vanishes with that speaker.
 *
 * @param parts at least one
 */
public record Mean(List<? extends Statistic> parts) implements Statistic {
    public Mean {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a mean is of at least one score");
        }
    }

    /** The score of each part. */
    public double[] values() {
        return parts.stream().mapToDouble(Statistic::value).toArray();
    }

    @Override
    public double value() {
        return Arrays.stream(values()).average().orElseThrow();
    }

    @Override
    public double without(String unit) {
        return parts.stream()
                .mapToDouble(part -> part.without(unit))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public Map<String, Double> units() {
        Map<String, Double> units = new HashMap<>();
        parts.forEach(part -> part.units().forEach((unit, size) -> units.merge(unit, size, Double::sum)));
        return units;
    }

    /** That of all parts, if it is the same one. */
    @Override
    public Optional<Score.Interval> range() {
        List<Optional<Score.Interval>> ranges =
                parts.stream().map(Statistic::range).distinct().toList();
        return ranges.size() == 1 ? ranges.get(0) : Optional.empty();
    }
}
