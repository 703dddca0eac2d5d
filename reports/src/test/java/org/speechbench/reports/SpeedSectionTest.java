package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.table.HtmlRenderer;

class SpeedSectionTest {
    private static ResultRow step(RowKind kind, String label, Metric metric, double value, double half) {
        return Sample.speed(kind, label, "train_step", metric, value, half, label + ", 4 x 15.0 s");
    }

    private static List<ResultRow> ladder() {
        List<ResultRow> rows = new ArrayList<>();
        rows.add(step(RowKind.THROUGHPUT, "published", Metrics.SPEED, 2.5, 0.1));
        rows.add(step(RowKind.THROUGHPUT, "published", Metrics.PEAK_MEMORY, 5.25, 0));
        rows.add(step(RowKind.THROUGHPUT, "s5", Metrics.SPEED, 30, 1));
        rows.add(step(RowKind.RATIO, "s5", Metrics.OVER_ORIGINAL, 12, 0.5));
        rows.add(step(RowKind.RATIO, "s5", Metrics.OVER_BEFORE, 3.5, 0.25));
        rows.add(step(RowKind.THROUGHPUT, "s6", Metrics.SPEED, 40, 1));
        rows.add(step(RowKind.RATIO, "s6", Metrics.OVER_ORIGINAL, 16, 0.5));
        return rows;
    }

    @Test
    void a_ladder_is_a_table_with_a_line_a_row_and_a_dash_where_nothing_was_measured() {
        String table = HtmlRenderer.render(LadderTable.of(Sample.data(ladder())).table())
                .render();
        assertThat(table).contains("over the original compute", "by the one change", "peak memory, GB");
        assertThat(table).doesNotContain("over the optimised baseline", "% of the ceiling");
        assertThat(table)
                .containsSubsequence("published", "5.25", "s5", "12.00", "[11.50, 12.50]", "3.50", "s6", "16.00");
        assertThat(table.split("not measured", -1)).hasSize(6);
    }

    @Test
    void the_fastest_row_of_a_ladder_is_in_the_summary_and_all_are_in_the_waterfall() {
        String page = HtmlReport.render(Sample.data(ladder()));
        assertThat(page).containsOnlyOnce("card hero").contains("16.00\u00d7", "what each change multiplies");
    }

    @Test
    void charts_of_speed_do_not_mix_units() {
        String page = HtmlReport.render(Sample.data(ladder()));
        assertThat(page).contains("published small: 2.5 audio-s/s").doesNotContain("published small: 5.25 audio-s/s");
    }

    @Test
    void a_step_taken_apart_is_a_picture_and_a_table_whose_shares_add_up() {
        List<ResultRow> rows = new ArrayList<>();
        List.of("attention.forward", "attention.backward", "update", "rest")
                .forEach(part -> rows.add(
                        Sample.speed(RowKind.MODULE, "s5", part, Metrics.PART_SECONDS, 0.25, 0, "4 x 15.0 s")));
        ModuleCosts costs = ModuleCosts.of(Sample.data(rows));
        assertThat(costs.chart().render())
                .contains("s5, attention: 500 ms (50 %)", "clipping, optimiser: 250 ms (25 %)", "head and loss: 0 ms");
        assertThat(HtmlRenderer.render(costs.table()).render()).contains("attention.forward", "250", "25.0");
        assertThat(HtmlReport.render(Sample.data(rows)))
                .contains("swatch s2", "Where the time of a training step goes");
        assertThat(ModuleCosts.of(Sample.data(ladder())).isEmpty()).isTrue();
    }
}
