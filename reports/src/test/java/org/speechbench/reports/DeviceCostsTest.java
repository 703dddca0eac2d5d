package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.table.HtmlRenderer;

class DeviceCostsTest {
    private static ResultRow step(String label, Metric metric, double value) {
        return Sample.speed(label, "train_step", metric, value, 0);
    }

    private static List<ResultRow> rows() {
        List<ResultRow> rows = new ArrayList<>();
        rows.add(step("hubert", Metrics.SPEED, 16.6));
        rows.add(step("hubert", Metrics.HOURS_PER_MILLION, 16.73));
        rows.add(step("hubert", Metrics.PUBLISHED_SCHEDULE, 30_455));
        rows.add(step("ours", Metrics.SPEED, 250));
        rows.add(step("ours", Metrics.HOURS_PER_MILLION, 1.111));
        return rows;
    }

    @Test
    void every_timed_step_has_a_line_and_a_dash_where_nothing_is_published() {
        String table = HtmlRenderer.render(new DeviceCosts(LadderTable.of(Sample.data(rows()))).table())
                .render();
        assertThat(table)
                .containsSubsequence("hours for 1 M audio-s", "hubert", "16.7", "3.47 years", "ours", "1.11")
                .doesNotContain("TFLOP/s", "device memory");
        assertThat(table.split("not measured", -1)).hasSize(2);
    }

    @Test
    void the_page_and_the_tables_for_other_programs_have_it() {
        ReportData data = Sample.data(rows());
        assertThat(HtmlReport.render(data)).contains(DeviceCosts.CAPTION, DeviceCosts.NOTE);
        assertThat(ReportFormat.MARKDOWN.render(data))
                .contains("## " + DeviceCosts.CAPTION, "| hubert | 16.6 | 16.7 | 3.47 years |");
    }

    @Test
    void without_speeds_there_is_none() {
        assertThat(new DeviceCosts(LadderTable.of(Sample.data(List.of())))
                        .table()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5 h", "47.04, 47.0 h", "72, 3 days", "17000, 708 days", "35100, 4.00 years"})
    void hours_are_told_in_the_unit_of_a_reader(double hours, String text) {
        assertThat(DeviceCosts.time(hours)).isEqualTo(text);
    }
}
