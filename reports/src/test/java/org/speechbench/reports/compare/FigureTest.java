package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.SpeedMetric;

class FigureTest {
    private static Figure figure(SpeedMetric metric) {
        ResultRow row = new ResultRow(
                "throughput",
                "hubert",
                "hubert",
                "base",
                "random",
                "",
                "train_step",
                "",
                0,
                "",
                "",
                "",
                metric.metric(),
                2.0,
                10,
                null,
                null,
                null,
                "bf16",
                null,
                "ok",
                "4 x 15.0 s",
                false);
        return new Figure(row, List.of(1.0, 3.0));
    }

    @ParameterizedTest
    @EnumSource(
            value = SpeedMetric.class,
            names = {"TERAFLOPS", "DEVICE_HOURS", "SCHEDULE", "DEVICE_MEMORY"})
    void what_a_device_costs_is_neither_a_ratio_nor_a_timing_nor_a_score(SpeedMetric metric) {
        assertThat(figure(metric)).matches(f -> !f.isRatio() && !f.isTiming() && !f.isScore());
    }

    @ParameterizedTest
    @EnumSource(
            value = SpeedMetric.class,
            names = {"SHARE", "SPEED"})
    void shares_compare_between_runs_and_speeds_side_by_side(SpeedMetric metric) {
        assertThat(figure(metric).isRatio()).isEqualTo(metric == SpeedMetric.SHARE);
        assertThat(figure(metric).isTiming()).isEqualTo(metric == SpeedMetric.SPEED);
    }
}
