package org.speechbench.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.Difference;
import org.speechbench.reports.TaskColumn;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.MeasuredDifference;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TextRenderer;
import org.speechbench.tasks.metric.PairedBootstrap;
import org.speechbench.tasks.metric.PairedDifference;

/** Comparisons as text for a terminal: a table for each task, split and protocol, with notes on them below. */
final class SignificanceText {
    private SignificanceText() {}

    static List<String> lines(Significance significance) {
        List<String> lines = new ArrayList<>();
        Map<TaskColumn, List<Comparison>> tables = significance.comparisons().stream()
                .collect(Collectors.groupingBy(c -> c.pair().column(), LinkedHashMap::new, Collectors.toList()));
        tables.forEach((column, comparisons) -> {
            lines.add(column.task() + ", " + column.split() + ": " + column.measure() + " (" + column.terms() + ")");
            TextRenderer.lines(table(column, comparisons, significance)).forEach(line -> lines.add("  " + line));
            lines.add("");
        });
        lines.addAll(notes(significance));
        return lines;
    }

    private static TableModel table(TaskColumn column, List<Comparison> comparisons, Significance significance) {
        String metric = column.metric().label();
        return new TableModel.Columns<Comparison>()
                .text("upstream", c -> name(c.pair().upstream(), significance))
                .text(metric, c -> of(c, m -> Numbers.fixed(m.difference().first(), 2)))
                .text("baseline", c -> name(c.pair().baseline(), significance))
                .text(metric, c -> of(c, m -> Numbers.fixed(m.difference().second(), 2)))
                .text("difference", c -> of(c, m -> signed(m.difference().difference())))
                .text("95 % interval", c -> tested(c, d -> range(d.interval())))
                .text("p", c -> tested(c, d -> Numbers.fixed(d.p(), 4)))
                .text("p (Holm)", c -> c.correctedP() == null ? "" : Numbers.fixed(c.correctedP(), 4))
                .text("seeds", c -> of(c, m -> Integer.toString(m.seeds().size())))
                .text(
                        "speakers",
                        c -> of(c, m -> Integer.toString(m.difference().speakers())))
                .text(
                        "utterances",
                        c -> of(c, m -> Integer.toString(m.difference().utterances())))
                .text("verdict", c -> c.verdict().words() + (c.measured() == null ? ": " + c.reason() : ""))
                .build("", "", "", comparisons);
    }

    private static String of(Comparison comparison, Function<MeasuredDifference, String> text) {
        MeasuredDifference measured = comparison.measured();
        return measured == null ? "" : text.apply(measured);
    }

    private static String tested(Comparison comparison, Function<PairedDifference, String> text) {
        return of(comparison, m -> m.difference().tooFewSpeakers() ? "" : text.apply(m.difference()));
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
