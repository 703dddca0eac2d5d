package org.speechbench.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;
import org.speechbench.reports.compare.Change;
import org.speechbench.reports.compare.Figure;

/** A change in words, the same for a terminal and for Markdown. */
record ChangeCells(Change change) {
    /** What was measured. */
    String what() {
        RowIdentity row = change.row();
        String of = row.work().isEmpty() ? row.terms().protocol().split() : row.work();
        String label = change.figure().row().metric().label();
        return String.join(", ", (row.upstream() + " " + row.subject().size()).strip(), row.task(), label, of)
                + (row.seed() == null ? "" : ", seed " + row.seed());
    }

    String baseline() {
        return value(change.baseline());
    }

    String current() {
        return value(change.current());
    }

    private static String value(@Nullable Figure figure) {
        if (figure == null) {
            return "-";
        }
        Double value = figure.row().value();
        return value == null ? "-" : number(value) + " " + figure.row().metric().unit();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    /** How much was gained, with its interval: percent of a speed, points of a score; the reason where nothing was tested. */
    String gained() {
        Score.Interval interval = change.interval();
        if (interval == null) {
            return change.reason().isEmpty() ? "-" : change.reason();
        }
        String note = change.reason().isEmpty() ? "" : ", " + change.reason();
        return interval(interval) + note;
    }

    private String interval(Score.Interval interval) {
        if (change.figure().isScore()) {
            return String.format(
                    Locale.ROOT, "%+.2f [%+.2f, %+.2f] points", change.gained(), interval.low(), interval.high());
        }
        return String.format(
                Locale.ROOT,
                "%+.1f %% [%+.1f, %+.1f]",
                percent(change.gained()),
                percent(interval.low()),
                percent(interval.high()));
    }

    private static double percent(double ratio) {
        return 100 * (ratio - 1);
    }
}
