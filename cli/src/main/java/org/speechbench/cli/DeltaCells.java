package org.speechbench.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.reports.ModelNames;
import org.speechbench.reports.compare.Delta;

/**
 * A change in words, the same for a terminal, for Markdown and for JUnit.
 *
 * @param names the names of all models that are compared
 */
record DeltaCells(Delta delta, ModelNames names) {
    /** All of some changes. */
    static List<DeltaCells> of(List<Delta> deltas) {
        ModelNames names = ModelNames.of(
                deltas.stream().map(delta -> delta.row().subject()).toList());
        return deltas.stream().map(delta -> new DeltaCells(delta, names)).toList();
    }

    /** The description of what was measured. */
    String what() {
        RowIdentity row = delta.row();
        String of = row.work().isEmpty() ? row.terms().protocol().split() : row.work();
        String label = delta.example().metric().label();
        return String.join(", ", (names.of(row.subject()) + " " + row.subject().size()).strip(), row.task(), label, of)
                + (row.seed() == null ? "" : ", seed " + row.seed());
    }

    String baseline() {
        return value(delta.baselineValue());
    }

    String current() {
        return value(delta.currentValue());
    }

    private String value(@Nullable Double value) {
        return value == null
                ? "-"
                : number(value) + " " + delta.example().metric().unit();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    /** The gain with its interval, in per cent of a speed or in points of a score; the reason if nothing was tested. */
    String gained() {
        Score.Interval interval = delta.interval();
        Double estimate = delta.estimate();
        if (interval == null || estimate == null) {
            return delta.reason().isEmpty() ? "-" : delta.reason();
        }
        String note = delta.reason().isEmpty() ? "" : ", " + delta.reason();
        return (delta.isScore()
                        ? String.format(
                                Locale.ROOT, "%+.2f [%+.2f, %+.2f] points", estimate, interval.low(), interval.high())
                        : String.format(
                                Locale.ROOT,
                                "%+.1f %% [%+.1f, %+.1f]",
                                percent(estimate),
                                percent(interval.low()),
                                percent(interval.high())))
                + note;
    }

    /** What the interval is based on, for example {@code 20 rounds}. */
    String units() {
        Estimate estimate = delta.finding().estimate();
        return estimate == null ? "-" : estimate.units().words();
    }

    private static double percent(double ratio) {
        return 100 * (ratio - 1);
    }
}
