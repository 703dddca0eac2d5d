package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.reports.history.History;

/** What is not drawn because it would show nothing, and what every drawing has. */
class WorthDrawingTest {
    @Test
    void a_history_of_one_run_is_said_and_not_drawn() {
        History one = new History(SampleHistory.of(1).runs(), List.of(), List.of());
        assertThat(section("history", HtmlReport.render(Sample.report(), one)))
                .contains("1 kept run", "Not drawn")
                .doesNotContain("<svg");
        assertThat(section("history", HtmlReport.render(Sample.report(), SampleHistory.of(6))))
                .contains("<svg")
                .doesNotContain("Not drawn");
    }

    @Test
    void a_grid_of_one_learning_rate_is_named_and_not_drawn() {
        List<ResultRow> two = List.of(dev("pr", 1e-3), dev("pr", 3e-3), dev("sid", 3e-3));
        assertThat(section("rates", HtmlReport.render(Sample.data(two))))
                .contains("pr, dev", "Only one rate was tried on sid (3e-3).")
                .doesNotContain("sid, dev");
        assertThat(HtmlReport.render(Sample.data(List.of(dev("pr", 3e-3))))).doesNotContain("id=\"rates\"");
    }

    @Test
    void a_single_training_is_drawn_once_and_not_again_by_time() {
        Map<String, List<TrainingEvent>> all = Sample.curves();
        assertThat(section("pretraining", page(all))).contains("Masked loss by audio", "Masked loss by time");
        assertThat(section("pretraining", page(Map.of("hubert", all.get("hubert")))))
                .contains(">Masked loss<", ">Learning rate<")
                .doesNotContain("by time");
    }

    @Test
    void a_training_with_a_single_measurement_has_a_table_and_no_chart() {
        String page = section(
                "pretraining",
                page(Map.of("hubert", Sample.curves().get("hubert").subList(0, 1))));
        assertThat(page).contains("Where each pre-training stands").doesNotContain("<svg class=\"chart\"", "<ul");
    }

    @Test
    void layers_of_all_charts_share_a_scale_that_is_written_beside_them() {
        String page = section("layers", HtmlReport.render(Sample.report()));
        assertThat(page.split(">0.29</text>", -1)).hasSize(5);
        assertThat(page).contains("weight by layer", "most: 0.29 in 4", "most: 0.29 in 1");
    }

    private static ResultRow dev(String task, double rate) {
        return new Sample.Row(RowKind.DEV, "hubert", "pretrained", task, Sample.PER).ok(20, "dev", rate);
    }

    private static String page(Map<String, List<TrainingEvent>> curves) {
        return HtmlReport.render(Sample.data(List.of(), List.of(), curves, Map.of(), List.of(), List.of()));
    }

    private static String section(String id, String page) {
        String from = page.substring(page.indexOf("<section id=\"" + id));
        return from.substring(0, from.indexOf("</section>"));
    }
}
