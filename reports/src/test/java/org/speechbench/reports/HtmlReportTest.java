package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Gpu;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;

class HtmlReportTest {
    @TempDir
    private Path folder;

    @Test
    void the_page_loads_nothing() {
        String page = page();
        assertThat(page).contains("default-src &#39;none&#39;");
        assertThat(page).doesNotContainPattern("https?://").doesNotContain("<link", "<img", "@import", "url(");
    }

    @Test
    void the_gpus_of_a_run_are_named() {
        Gpu gpu = new Gpu("Example H100", 85_000_000_000L, "9.0", "550.54.14");
        Machine machine = Sample.provenance().environment().machine().computingOn(List.of(gpu, gpu));
        ReportData.Run run =
                new ReportData.Run("run", "title", Sample.provenance("gpu:0,gpu:1", machine), "seed: 1\n", List.of());
        assertThat(HtmlReport.render(
                        Sample.data(List.of(run), Sample.rows(), Map.of(), Map.of(), List.of(), List.of())))
                .contains("PyTorch 2.7.1 (gpu:0,gpu:1: Example H100).")
                .contains("Example H100, 85 GB, compute capability 9.0, driver 550.54.14");
        assertThat(page()).contains("PyTorch 2.7.1 (cpu).").doesNotContain("compute capability");
    }

    @Test
    void every_section_with_data_is_there() {
        assertThat(page())
                .contains("id=\"summary\"", "id=\"scores\"", "id=\"speed\"", "id=\"pretraining\"")
                .contains("id=\"rates\"", "id=\"layers\"", "id=\"provenance\"");
    }

    @Test
    void diagnostics_of_pre_training_are_drawn_with_open_marks_for_dev() {
        assertThat(page())
                .contains("Accuracy of unmasked frames", "Loss by layer", "Gradient norm before clipping")
                .contains("Learning rate", "Classes in use", "Speed of training")
                .contains("hubert, dev", "fast_hubert, layer 6", "class=\"open s", "classes used %");
    }

    @Test
    void the_total_time_of_a_pre_training_says_where_something_is_not_counted() {
        assertThat(page())
                .contains(">61.7 min</td>")
                .contains("title=\"not counted: the pre-training of models/first\">\u2265 41.7 min</td>");
    }

    @Test
    void a_pre_training_without_a_total_time_has_a_dash() {
        ReportData all = Sample.report();
        String page = HtmlReport.render(
                Sample.data(all.runs(), List.of(), all.trainings().curves(), Map.of(), List.of(), List.of()));
        assertThat(page).contains("total time").contains("not measured").doesNotContain("61.7 min");
    }

    @Test
    void upstreams_that_use_labels_are_marked_and_the_mark_is_explained_once() {
        List<ResultRow> rows = List.of(
                Sample.score("a", "pretrained", "pr", Sample.PER).of(10, 1, "quick"),
                Sample.score("b", "pretrained", "pr", Sample.PER).usingLabels(9));
        String page = HtmlReport.render(Sample.data(rows));
        assertThat(page)
                .containsOnlyOnce("title=\"has seen transcripts or phones in pre-training\">b (uses labels)<")
                .containsOnlyOnce("Uses labels: upstreams with this mark")
                .contains(">b (uses labels)</p>");
        assertThat(page()).doesNotContain("uses labels", "Uses labels");
    }

    @Test
    void a_pre_training_that_uses_labels_is_marked_in_its_table() {
        ResultRow row = new Sample.Row(RowKind.PRETRAIN, "hubert", "pretrained", "", Sample.ACC).usingLabels(50);
        String page = HtmlReport.render(Sample.data(
                List.of(), List.of(row), Sample.curves(), Map.of("hubert", List.of(row)), List.of(), List.of()));
        assertThat(page)
                .containsPattern("<th scope=\"row\" title=\"[^\"]*\">hubert \\(uses labels\\)</th>")
                .contains("<th scope=\"row\">fast_hubert</th>", "Uses labels: upstreams with this mark");
    }

    @Test
    void a_section_without_data_is_not_there() {
        assertThat(HtmlReport.render(Sample.data(List.of()))).doesNotContain("<section", "NaN", "null");
    }

    @Test
    void the_leading_value_is_marked_in_the_direction_of_the_metric() {
        String page = page();
        for (String best : List.of("31.74", "52.60", "72.25", "47.90")) {
            assertThat(page).contains(star(best));
        }
        for (String other : List.of("33.02", "46.20", "56.90")) {
            assertThat(page).contains(">" + other + "<").doesNotContain(star(other));
        }
        assertThat(page).contains("lower is better</span>", "higher is better</span>");
    }

    @Test
    void a_missing_value_is_a_dash_and_a_failed_one_is_the_word_with_its_reason() {
        String page = page();
        assertThat(page).contains(">\u2013</td>").contains(">failed</a></td>");
        assertThat(page).contains("loss is not finite at step 12");
    }

    @Test
    void speed_ratio_and_interval_are_in_the_summary() {
        assertThat(page()).contains("4.05\u00d7").contains("[3.91, 4.19]").contains("fast_hubert over hubert");
    }

    @Test
    void caveats_are_recorded_ones_and_those_seen_in_the_rows() {
        assertThat(page()).contains("3 recordings could not be read", "Quick preset:", "One seed:");
        assertThat(page()).doesNotContain("Synthetic corpus");
    }

    @Test
    void the_chosen_learning_rate_is_marked_and_in_the_title_of_the_score() {
        assertThat(page())
                .contains("learning rate 3e-3")
                .contains("\u25cf 30.79")
                .doesNotContain("\u25cf 34.91");
    }

    @Test
    void versions_and_presets_are_never_in_one_column() {
        String page = HtmlReport.render(Sample.data(List.of(
                Sample.score("a", "none", "pr", Sample.PER).of(10, 1, "quick"),
                Sample.score("b", "none", "pr", Sample.PER).of(11, 2, "quick"),
                Sample.score("c", "none", "pr", Sample.PER).of(12, 2, "superb"))));
        assertThat(page)
                .contains("v1, quick", "v2, quick", "v2, superb")
                .doesNotContain("\u2605 </span>", "\u2606 </span>");
    }

    @Test
    void data_never_become_markup() {
        String evil = "<script>alert(\"x\")</script>";
        List<ResultRow> rows = new ArrayList<>();
        rows.add(Sample.score(evil, "random", evil, Sample.ACC).ok(10, evil, 1e-3));
        rows.add(Sample.score("b'\"><b>", "none", "t", Sample.ACC).failed(evil));
        ReportData.Run run = new ReportData.Run(evil, evil, Sample.provenance(), "title: " + evil, List.of());
        String page = HtmlReport.render(Sample.data(List.of(run), rows, Map.of(), Map.of(), List.of(), List.of(evil)));
        assertThat(page).doesNotContain("<script>alert", "<b>").contains("&lt;script&gt;alert(&quot;x&quot;)");
    }

    @Test
    void a_failure_that_a_resumed_run_made_good_is_not_shown() {
        Sample.Row row = Sample.score("hubert", "pretrained", "pr", Sample.PER);
        ResultStore results = new ResultStore(new RunDirectory(folder).results());
        results.append(row.failed("out of memory"));
        results.append(row.ok(10, "test", 1e-3));
        String page = HtmlReport.render(ReportReader.read(List.of(folder)));
        assertThat(page).contains("10.00").doesNotContain("out of memory", "measurement failed");
    }

    @Test
    void points_that_are_not_numbers_are_passed_over() {
        assertThat(page()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void the_page_is_the_same_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.US);
            String english = page();
            Locale.setDefault(Locale.GERMANY);
            assertThat(page()).isEqualTo(english);
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(page()).isEqualTo(english);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String star(String value) {
        return "\u2606 </span><span>" + value + "</span><span class=\"sr\"> leads, not shown to be better</span>";
    }

    private static String page() {
        return HtmlReport.render(Sample.report());
    }
}
