package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.speechbench.bench.Services;
import org.speechbench.core.Progress;
import org.speechbench.reports.Difference;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.MeasuredDifference;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.significance.Verdict;

/** Determines which scores of a report differ from the best of their column. */
final class Differences {
    private Differences() {}

    /** @throws org.speechbench.core.UserError if predictions are missing or damaged */
    static List<Difference> of(List<Path> folders, Progress progress) {
        RunNames names = new RunNames(folders);
        return Significance.againstBest(folders, Services.load().tasks(), progress).comparisons().stream()
                .map(comparison -> difference(comparison, names))
                .toList();
    }

    private static Difference difference(Comparison comparison, RunNames names) {
        return new Difference(
                comparison.pair().column(),
                comparison.pair().upstream(),
                finding(comparison.verdict()),
                names.in(words(comparison)),
                names.in(comparison.reason()));
    }

    private static Difference.Finding finding(Verdict verdict) {
        return switch (verdict) {
            case BETTER, WORSE -> Difference.Finding.SIGNIFICANT;
            case UNDECIDED -> Difference.Finding.UNDECIDED;
            case TOO_FEW_SPEAKERS, NOT_COMPARABLE -> Difference.Finding.NOT_TESTED;
        };
    }

    private static String words(Comparison comparison) {
        MeasuredDifference measured = comparison.measured();
        String best = "against " + comparison.pair().baseline() + ": ";
        if (measured == null) {
            return best + comparison.reason();
        }
        Double p = comparison.correctedP();
        return best
                + String.format(Locale.ROOT, "%+.2f, ", measured.difference().difference())
                + (p == null
                        ? comparison.verdict().words() + ": " + comparison.reason()
                        : String.format(
                                Locale.ROOT,
                                "%s, p %.2g of a bootstrap by speaker, corrected for all pairs of the runs",
                                comparison.verdict().words(),
                                p));
    }
}
