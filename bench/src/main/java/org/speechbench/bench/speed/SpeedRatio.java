package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.config.LadderEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;

/**
 * One row over another of the same benchmark, round by round.
 *
 * @param row label
 * @param baseline the label of the row with which it is compared
 */
record SpeedRatio(Metric metric, String row, String baseline, Rounds rounds) {
    /** All ratios that an entry asks for, as far as both rows were measured. */
    static List<SpeedRatio> of(ThroughputEntry entry, Map<String, BenchmarkRounds> measured) {
        List<SpeedRatio> ratios = new ArrayList<>();
        LadderEntry ladder = entry.ladder();
        for (String label : ladder.rows().keySet()) {
            add(ratios, Metrics.OVER_ORIGINAL, label, ladder.original(), measured);
            add(ratios, Metrics.OVER_OPTIMISED, label, ladder.optimised(), measured);
            add(ratios, Metrics.OVER_BEFORE, label, ladder.baselineOf(label), measured);
        }
        for (String label : entry.upstreams()) {
            add(ratios, Metrics.SPEED_UP, label, entry.upstreams().get(0), measured);
        }
        return ratios;
    }

    private static void add(
            List<SpeedRatio> ratios,
            Metric metric,
            String row,
            String baseline,
            Map<String, BenchmarkRounds> measured) {
        BenchmarkRounds one = measured.get(row);
        BenchmarkRounds other = measured.get(baseline);
        if (one != null && other != null && !row.equals(baseline)) {
            ratios.add(
                    new SpeedRatio(metric, row, baseline, new Rounds(one.speeds()).over(new Rounds(other.speeds()))));
        }
    }
}
