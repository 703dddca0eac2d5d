package org.speechbench.core.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean of several scores, such as those of folds or of head seeds. Without a unit, a score that is then not defined
 * is left out: a fold of one speaker vanishes with that speaker.
 *
 * @param parts at least one
 */
public record Mean(List<? extends Statistic> parts) implements Statistic {
    public Mean {
        parts = List.copyOf(parts);
    }

    @Override
    public double value() {
        return parts.stream().mapToDouble(Statistic::value).average().orElse(Double.NaN);
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
}
