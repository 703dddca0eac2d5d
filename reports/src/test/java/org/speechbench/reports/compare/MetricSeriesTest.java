package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Subject;

class MetricSeriesTest {
    private static MetricSeries series(Metric metric) {
        ResultRow row = new RowTemplate(
                        RowKind.THROUGHPUT,
                        Subject.untrained("hubert", "hubert", "base"),
                        Protocol.ofBenchmark("train_step"),
                        Conditions.ofWork("bf16", "4 x 15.0 s"),
                        null)
                .ok(metric, 2, Cost.NONE, "");
        return new MetricSeries(row, List.of(1.0, 3.0));
    }

    @Test
    void what_a_device_costs_is_neither_a_ratio_nor_a_timing_nor_a_score() {
        assertThat(List.of(
                        Metrics.TERAFLOPS,
                        Metrics.HOURS_PER_MILLION,
                        Metrics.PUBLISHED_SCHEDULE,
                        Metrics.DEVICE_MEMORY))
                .map(MetricSeriesTest::series)
                .allMatch(f -> !f.isRatio() && !f.isTiming() && !f.isScore());
    }

    @Test
    void shares_compare_between_runs_and_speeds_side_by_side() {
        assertThat(series(Metrics.CEILING_SHARE)).matches(f -> f.isRatio() && !f.isTiming());
        assertThat(series(Metrics.SPEED)).matches(f -> f.isTiming() && !f.isRatio());
    }
}
