package org.speechbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.statistics.Units;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.judge.Verdict;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.Measured;
import org.speechbench.reports.significance.Significance;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TextRenderer;

/** Comparisons as text for a terminal: a table for each task, split and protocol, with notes on them below. */
final class SignificanceText {
    /** Smaller differences between the numbers of units are not shown. */
    private static final double HARDLY = 0.05;

    private SignificanceText() {}

    static List<String> lines(Significance significance) {
        List<String> lines = new ArrayList<>();
        Map<TaskColumn, List<Comparison>> tables = significance.comparisons().stream()
                .collect(Collectors.groupingBy(c -> c.pair().column(), LinkedHashMap::new, Collectors.toList()));
        tables.forEach((column, comparisons) -> {
            lines.add(column.title(tables.keySet()) + ", " + column.split() + ": " + column.measure() + " ("
                    + column.terms() + ")");
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
                .text(metric, c -> of(c, m -> Numbers.fixed(m.upstream(), 2)))
                .text("baseline", c -> name(c.pair().baseline(), significance))
                .text(metric, c -> of(c, m -> Numbers.fixed(m.baseline(), 2)))
                .text("difference", c -> of(c, m -> signed(m.difference())))
                .text("interval", c -> c.interval() == null ? "" : range(c.interval()))
                .text(
                        "p",
                        c -> c.finding().p() == null
                                ? ""
                                : Numbers.fixed(c.finding().p(), 4))
                .text("seeds", SignificanceText::seeds)
                .text("units", SignificanceText::units)
                .text("verdict", SignificanceText::verdict)
                .text("detectable", SignificanceText::detectable)
                .build("", "", "", comparisons);
    }

    private static String of(Comparison comparison, Function<Measured, String> text) {
        Measured measured = comparison.measured();
        return measured == null ? "" : text.apply(measured);
    }

    /** The pre-training seeds, and the head seeds of each. */
    private static String seeds(Comparison comparison) {
        return of(comparison, m -> m.pretrainSeeds() + " x " + m.headSeeds());
    }

    private static String units(Comparison comparison) {
        Units units = comparison.finding().question().units();
        return of(
                comparison,
                m -> comparison.finding().estimate() == null
                        ? ""
                        : units.words()
                                + (units.effective() < units.nominal() - HARDLY
                                        ? " (" + Numbers.fixed(units.effective(), 1) + " of equal size)"
                                        : ""));
    }

    private static String verdict(Comparison comparison) {
        String verdict = comparison.verdict().words();
        if (comparison.verdict() == Verdict.NOT_TESTABLE) {
            return verdict + ": " + comparison.reason();
        }
        return verdict + ", " + comparison.finding().question().scope().words();
    }

    private static String detectable(Comparison comparison) {
        Double detectable = comparison.finding().detectable();
        return detectable == null ? "" : Numbers.fixed(detectable, 2);
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
        List<String> notes = new ArrayList<>(significance.remarks());
        int tested = significance.tested();
        String family = "; interval and p hold for all " + tested + (tested == 1 ? " comparison" : " comparisons")
                + " of these runs together, with 95 % confidence";
        notes.add("difference: upstream minus baseline, in points" + (tested == 0 ? "" : family));
        notes.add("verdict: on the upstream; undecided does not mean equal. detectable: the difference that would have"
                + " been found with a chance of 80 %");
        notes.add("seeds: pre-training seeds x head seeds; 'these models' says nothing about training again, 'this"
                + " recipe' includes it and needs three pre-training seeds of both");
        boolean pooled = significance.comparisons().stream()
                .map(Comparison::measured)
                .anyMatch(measured -> measured != null && measured.foldsPooled());
        if (pooled) {
            notes.add("folds: scores are pooled over utterances, since these predictions do not tell the folds apart;"
                    + " results.csv has the mean over folds");
        }
        return notes;
    }
}
