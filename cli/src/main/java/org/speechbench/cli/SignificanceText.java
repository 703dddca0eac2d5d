package org.speechbench.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.Difference;
import org.speechbench.reports.TaskColumn;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.MeasuredDifference;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.table.TextRenderer;
import org.speechbench.tasks.metric.PairedBootstrap;
import org.speechbench.tasks.metric.PairedDifference;

/** Comparisons as text for a terminal: a table for each task, split and protocol, with notes on them below. */
final class SignificanceText {
    private static final String NONE = "-";

    private SignificanceText() {}

    static List<String> lines(Significance significance) {
        List<String> lines = new ArrayList<>();
        Map<TaskColumn, List<Comparison>> tables = significance.comparisons().stream()
                .collect(Collectors.groupingBy(c -> c.pair().column(), LinkedHashMap::new, Collectors.toList()));
        tables.forEach((column, comparisons) -> {
            lines.add(column.task() + ", " + column.split() + ": " + column.measure() + " (" + column.terms() + ")");
            grid(column, comparisons, significance).forEach(line -> lines.add("  " + line));
            lines.add("");
        });
        lines.addAll(notes(significance));
        return lines;
    }

    private static List<String> grid(TaskColumn column, List<Comparison> comparisons, Significance significance) {
        String metric = column.metric().label();
        List<List<String>> grid = new ArrayList<>();
        grid.add(List.of(
                "upstream",
                metric,
                "baseline",
                metric,
                "difference",
                "95 % interval",
                "p",
                "p (Holm)",
                "seeds",
                "speakers",
                "utterances",
                "verdict"));
        comparisons.forEach(c -> grid.add(line(c, significance)));
        return TextRenderer.lines(grid);
    }

    private static List<String> line(Comparison c, Significance significance) {
        String upstream = name(c.pair().upstream(), significance);
        String baseline = name(c.pair().baseline(), significance);
        MeasuredDifference measured = c.measured();
        if (measured == null) {
            return List.of(
                    upstream,
                    NONE,
                    baseline,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    NONE,
                    c.verdict().words() + ": " + c.reason());
        }
        PairedDifference d = measured.difference();
        Double corrected = c.correctedP();
        return List.of(
                upstream,
                Numbers.fixed(d.first(), 2),
                baseline,
                Numbers.fixed(d.second(), 2),
                signed(d.difference()),
                d.tooFewSpeakers() ? NONE : range(d.interval()),
                d.tooFewSpeakers() ? NONE : Numbers.fixed(d.p(), 4),
                corrected == null ? NONE : Numbers.fixed(corrected, 4),
                Integer.toString(measured.seeds().size()),
                Integer.toString(d.speakers()),
                Integer.toString(d.utterances()),
                c.verdict().words());
    }

    private static String name(String upstream, Significance significance) {
        return significance.usesLabels().contains(upstream) ? upstream + " (uses labels)" : upstream;
    }

    private static String range(Interval interval) {
        return "[" + signed(interval.low()) + ", " + signed(interval.high()) + "]";
    }

    private static String signed(double points) {
        String text = Numbers.fixed(points, 2);
        return text.startsWith("-") || text.equals("0.00") ? text : "+" + text;
    }

    private static List<String> notes(Significance significance) {
        Collection<MeasuredDifference> measured = significance.comparisons().stream()
                .map(Comparison::measured)
                .flatMap(Stream::ofNullable)
                .toList();
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "difference: upstream minus baseline, points; paired bootstrap over speakers, %d draws, seeds pooled;"
                        + " the interval is Student's t, of this difference alone",
                PairedBootstrap.DRAWS));
        notes.add(String.format(
                Locale.ROOT,
                "verdict: on the upstream, p after Holm's correction for %d %s, every pair of these runs, against %.2f;"
                        + " undecided is not the same as equal; nothing is claimed of fewer than %d speakers",
                significance.tested(),
                significance.tested() == 1 ? "test" : "tests",
                Comparison.LEVEL,
                PairedBootstrap.FEWEST_SPEAKERS));
        long seeds = measured.stream().mapToLong(m -> m.seeds().size()).max().orElse(0);
        notes.add("scope, with " + (seeds == 1 ? "one seed" : seeds + " seeds") + ": " + Difference.SCOPE);
        if (measured.stream().anyMatch(MeasuredDifference::folds)) {
            notes.add("folds: rates are pooled over utterances; results.csv has the mean over folds");
        }
        return notes;
    }
}
