package org.speechbench.reports.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Statistic;

/** How much higher one score is than another on the same data, so that both are without the same unit. */
record Difference(Statistic minuend, Statistic subtrahend) implements Statistic {
    @Override
    public double value() {
        return minuend.value() - subtrahend.value();
    }

    @Override
    public double without(String unit) {
        return minuend.without(unit) - subtrahend.without(unit);
    }

    /** The units of both, with the size that one of them gives. */
    @Override
    public Map<String, Double> units() {
        Map<String, Double> units = new HashMap<>(subtrahend.units());
        units.putAll(minuend.units());
        return units;
    }

    @Override
    public Optional<Score.Interval> range() {
        return minuend.range().flatMap(one -> subtrahend
                .range()
                .map(other -> new Score.Interval(one.low() - other.high(), one.high() - other.low())));
    }
}
