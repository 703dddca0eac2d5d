package org.speechbench.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.MetricSeries;

/** A change in words, the same for a terminal and for Markdown. */
record DeltaCells(Delta delta) {
    /** The description of what was measured. */
    String what() {
        RowIdentity row = delta.row();
        String of = row.work().isEmpty() ? row.terms().protocol().split() : row.work();
        String label = delta.series().row().metric().label();
        return String.join(", ", (row.upstream() + " " + row.subject().size()).strip(), row.task(), label, of)
                + (row.seed() == null ? "" : ", seed " + row.seed());
    }

    String baseline() {
        return value(delta.baseline());
    }

    String current() {
        return value(delta.current());
    }

    private static String value(@Nullable MetricSeries series) {
        if (series == null) {
            return "-";
        }
        Double value = series.row().value();
        return value == null ? "-" : number(value) + " " + series.row().metric().unit();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    /** The gain with its interval, in per cent of a speed or in points of a score; the reason if nothing was tested. */
    String gained() {
        Score.Interval interval = delta.interval();
        if (interval == null) {
            return delta.reason().isEmpty() ? "-" : delta.reason();
        }
        String note = delta.reason().isEmpty() ? "" : ", " + delta.reason();
        return interval(interval) + note;
    }

    private String interval(Score.Interval interval) {
        if (delta.series().isScore()) {
            return String.format(
                    Locale.ROOT, "%+.2f [%+.2f, %+.2f] points", delta.gained(), interval.low(), interval.high());
        }
        return String.format(
                Locale.ROOT,
                "%+.1f %% [%+.1f, %+.1f]",
                percent(delta.gained()),
                percent(interval.low()),
                percent(interval.high()));
    }

    private static double percent(double ratio) {
        return 100 * (ratio - 1);
    }
}
