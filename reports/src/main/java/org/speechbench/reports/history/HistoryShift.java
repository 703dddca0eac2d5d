package org.speechbench.reports.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.speechbench.core.result.Score;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.judge.TimingEvidence;
import org.speechbench.reports.judge.Verdict;

/**
 * A change of a timing that the judge finds between the runs before a known change, or before the last revision, and the
 * runs from then on. Every run is one session.
 *
 * @param run the number of the first run after the change
 */
public record HistoryShift(History.Chart chart, String upstream, int run, Finding finding) {
    private record Asked(History.Chart chart, String upstream, int run, Question question) {}

    /** All changes that the judge finds in a history, which is one family of questions. */
    public static List<HistoryShift> of(History history) {
        List<Asked> asked = new ArrayList<>();
        history.charts().stream().filter(History.Chart::isOfTimings).forEach(chart -> ask(chart, history, asked));
        List<Finding> findings =
                Judge.answers(asked.stream().map(Asked::question).toList());
        List<HistoryShift> shifts = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            Verdict verdict = findings.get(i).verdict();
            if (verdict == Verdict.BETTER || verdict == Verdict.WORSE) {
                Asked of = asked.get(i);
                shifts.add(new HistoryShift(of.chart(), of.upstream(), of.run(), findings.get(i)));
            }
        }
        return shifts;
    }

    private static void ask(History.Chart chart, History history, List<Asked> asked) {
        TreeSet<Integer> cuts =
                new TreeSet<>(List.of(0, chart.lastRevision(), chart.runs().size()));
        history.changes().stream()
                .filter(change -> change.isAbout(chart.name()))
                .forEach(change -> cuts.add(chart.at(change.date())));
        for (History.Series series : chart.series()) {
            for (int cut : cuts) {
                Integer from = cuts.lower(cut);
                Integer to = cuts.higher(cut);
                if (from != null && to != null) {
                    List<double[]> before = sessions(series, from, cut);
                    List<double[]> after = sessions(series, cut, to);
                    if (!before.isEmpty() && !after.isEmpty()) {
                        Question question = Question.of(TimingEvidence.bySession(after, before), 0);
                        asked.add(new Asked(chart, series.upstream(), cut, question));
                    }
                }
            }
        }
    }

    private static List<double[]> sessions(History.Series series, int from, int to) {
        List<double[]> sessions = new ArrayList<>();
        for (History.Point point : series.points()) {
            Double value = point.row().value();
            if (value != null && point.run() >= from && point.run() < to) {
                sessions.add(new double[] {Math.log(value)});
            }
        }
        return sessions;
    }

    /** The change in words, for example {@code fast_hubert is worse from 2026-01-03 on: -12.0 % [-15.1, -8.8], 8 sessions}. */
    public String words() {
        Score.Interval interval = finding.interval();
        if (interval == null || finding.estimate() == null) {
            throw new IllegalStateException("a change was tested");
        }
        return String.format(
                Locale.ROOT,
                "%s is %s from %s on: %+.1f %% [%+.1f, %+.1f], %s",
                upstream,
                finding.verdict().words(),
                chart.runs().get(run).name(),
                percent(finding.estimate().value()),
                percent(interval.low()),
                percent(interval.high()),
                finding.estimate().units().words());
    }

    private static double percent(double logarithm) {
        return 100 * Math.expm1(logarithm);
    }
}
