package org.speechbench.reports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.statistics.Rate;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Sample;
import org.speechbench.reports.judge.Scope;
import org.speechbench.reports.judge.ScoreEvidence;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.Measured;
import org.speechbench.reports.significance.Pair;
import org.speechbench.reports.significance.TaskColumn;

/** Comparisons of two rows, as if each of some speakers had had the same rate but for a spread. */
final class Compared {
    private static final int WORDS = 100;

    private Compared() {}

    /** @param spread the points by which every second speaker of the upstream is above its mean, and the others below */
    static Comparison of(ResultRow upstream, ResultRow baseline, int speakers, double spread) {
        TaskColumn column = TaskColumn.of(upstream);
        ScoreEvidence evidence = new ScoreEvidence(
                sample(upstream, speakers, spread),
                sample(baseline, speakers, 0),
                "speakers",
                column.metric().higherIsBetter());
        Finding finding = Judge.ofFamily(1).answer(evidence.question(0, Scope.RECIPE));
        return new Comparison(
                new Pair(column, baseline.upstream(), upstream.upstream()),
                new Measured(evidence, 1, speakers, false),
                finding);
    }

    private static Sample sample(ResultRow row, int speakers, double spread) {
        Map<String, Rate.Contribution> bySpeaker = new HashMap<>();
        for (int s = 0; s < speakers; s++) {
            double rate = row.value() + (s % 2 == 0 ? spread : -spread);
            bySpeaker.put("s" + s, new Rate.Contribution(rate, WORDS));
        }
        return Sample.ofTrainings(List.of(Rate.of(bySpeaker)));
    }
}
