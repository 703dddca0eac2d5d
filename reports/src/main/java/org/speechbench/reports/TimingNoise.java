package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.html.Numbers;

/**
 * The noise of one run's timings, as far as it is known from their rounds. A timing for which there is a remark is not
 * a headline figure.
 *
 * @param rows the rows of the run
 * @param rounds the values of the rounds that its timings are based on; none for timings whose rounds are not kept
 */
record TimingNoise(List<ResultRow> rows, Map<RowIdentity, List<Double>> rounds) {
    /** Rounds of the same work that differ by more than this were not measured on an idle machine. */
    private static final double MOST_SPREAD = 3;

    /** A narrower interval around 1 indicates that both are equally fast, not that the machine was busy. */
    private static final double NARROW = 1.5;

    TimingNoise {
        rows = List.copyOf(rows);
        rounds = Map.copyOf(rounds);
    }

    /** The reasons why timings are not headline figures, one clause for each of these timings. */
    Map<ResultRow, String> reasons() {
        Map<ResultRow, String> reasons = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            List<String> found = row.ok() && row.kind().isTiming() ? reasons(row) : List.of();
            if (!found.isEmpty()) {
                reasons.put(row, String.join(", and ", found));
            }
        }
        return reasons;
    }

    private List<String> reasons(ResultRow row) {
        List<String> found = new ArrayList<>();
        spread(row, found, "its rounds");
        if (row.is(RowKind.RATIO)) {
            rows.stream()
                    .filter(speed ->
                            speed.is(RowKind.THROUGHPUT) && speed.metric().equals(Metrics.SPEED))
                    .filter(speed -> speed.task().equals(row.task()) && isPartOf(speed, row))
                    .forEach(speed -> spread(speed, found, "those of " + speed.upstream()));
            holdsOne(row, found);
        }
        return found;
    }

    /** Whether a speed is one of the two in a ratio. */
    private static boolean isPartOf(ResultRow speed, ResultRow ratio) {
        return speed.upstream().equals(ratio.upstream())
                || speed.upstream().equals(ratio.measure().baseline());
    }

    private void spread(ResultRow row, List<String> found, String whose) {
        List<Double> values = rounds.getOrDefault(RowIdentity.of(row), List.of());
        Interval interval = row.measure().interval();
        String unit = row.metric().unit();
        if (values.size() > 1) {
            double least = Collections.min(values);
            double most = Collections.max(values);
            if (most > MOST_SPREAD * least) {
                found.add("the machine was busy: " + whose + " differ " + Numbers.significant(most / least, 2)
                        + "-fold, from " + Numbers.measured(least, unit) + " to " + Numbers.measured(most, unit) + " "
                        + unit);
            }
        } else if (interval != null && interval.high() > MOST_SPREAD * MOST_SPREAD * interval.low()) {
            found.add("the machine was busy: the interval of " + whose + " is " + range(interval, unit));
        }
    }

    private static void holdsOne(ResultRow row, List<String> found) {
        Interval interval = row.measure().interval();
        if (interval != null && interval.low() <= 1 && interval.high() >= 1) {
            boolean busy = found.isEmpty() && interval.high() > NARROW * interval.low();
            found.add((busy ? "the machine was busy: " : "") + "its interval " + range(interval, "x") + " over "
                    + row.measure().n() + " rounds holds 1");
        }
    }

    private static String range(Interval interval, String unit) {
        return "[" + Numbers.measured(interval.low(), unit) + ", " + Numbers.measured(interval.high(), unit) + "]";
    }
}
