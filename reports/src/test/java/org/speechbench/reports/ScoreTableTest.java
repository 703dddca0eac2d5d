package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;

class ScoreTableTest {
    @Test
    void the_leading_value_is_marked_in_the_direction_of_the_metric() {
        String table = rendered(ReportData.of(Sample.rows()));
        assertThat(line(table, "hubert "))
                .contains("31.74+")
                .contains("52.60+")
                .contains("72.25+")
                .endsWith("46.20");
        assertThat(line(table, "fast_hubert ")).contains("33.02 ").contains("47.90+");
    }

    @Test
    void what_is_missing_is_a_dash_and_what_failed_says_so() {
        String table = rendered(ReportData.of(Sample.rows()));
        assertThat(line(table, "fbank ")).endsWith(" -");
        assertThat(line(table, "fast_hubert_random ")).contains("failed");
    }

    @Test
    void versions_and_presets_have_columns_of_their_own() {
        String table = rendered(Sample.data(List.of(
                Sample.score("a", "none", "pr", Sample.PER).of(10, 1, "quick"),
                Sample.score("b", "none", "pr", Sample.PER).of(11, 2, "quick"),
                Sample.score("c", "none", "pr", Sample.PER).of(12, 2, "superb"))));
        assertThat(table).contains("v1, quick", "v2, quick", "v2, superb").doesNotContain("10.00+");
        assertThat(line(table, "b ").replaceAll(" +", " ")).endsWith("- 11.00 -");
    }

    @Test
    void an_upstream_that_uses_labels_is_marked_beside_its_name() {
        String table = rendered(Sample.data(List.of(
                Sample.score("a", "pretrained", "pr", Sample.PER).of(10, 1, "quick"),
                Sample.score("b", "pretrained", "pr", Sample.PER).usingLabels(9))));
        assertThat(line(table, "b ")).startsWith("b (uses labels)  ").endsWith("9.00+");
        assertThat(line(table, "a ")).doesNotContain("labels");
    }

    @Test
    void scores_of_one_label_in_two_precisions_are_two_rows() {
        ResultRow bf16 = Sample.score("a", "pretrained", "pr", Sample.PER).of(10, 1, "quick");
        ResultRow fp32 = new ResultRow(
                bf16.kind(),
                bf16.subject(),
                bf16.protocol(),
                Conditions.ofPrecision("fp32"),
                Measure.of(Sample.PER, 12, 2L),
                bf16.cost(),
                bf16.status(),
                bf16.note());
        String table = rendered(Sample.data(List.of(bf16, fp32)));
        assertThat(table).contains("a, bf16", "a, fp32", "10.00", "12.00");
    }

    @Test
    void the_legend_names_queries_where_there_are_some() {
        ResultRow phones = Sample.score("a", "pretrained", "pr", Sample.PER).of(10, 1, "quick");
        ResultRow search = Sample.score("a", "pretrained", "qbe", Metrics.TERM_WEIGHTED_VALUE)
                .of(10, 1, "quick");
        assertThat(new ScoreTable(Sample.data(List.of(phones, search))).legend("", "", ""))
                .contains("interval over speakers (MTWV: over queries), and");
        assertThat(new ScoreTable(Sample.data(List.of(phones))).legend("", "", ""))
                .contains("interval over speakers, and");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100})
    void ten_tasks_fit_a_terminal_in_several_tables_and_none_is_left_out(int width) {
        List<ResultRow> rows = new ArrayList<>();
        for (int task = 1; task <= 10; task++) {
            rows.add(Sample.score("an_upstream_of_a_long_name", "pretrained", "task" + task, Sample.PER)
                    .of(10 + task, 1, "quick"));
            rows.add(Sample.score("b", "pretrained", "task" + task, Sample.PER).of(20 + task, 1, "quick"));
        }
        List<String> lines = new TerminalScores(Sample.data(rows), width).lines();
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        assertThat(String.join("\n", lines)).contains("task1", "task10", "11.00", "20.00", "21.00", "30.00");
        assertThat(lines.stream().filter(line -> line.startsWith("an_upstream")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void no_scores_are_one_line() {
        assertThat(rendered(Sample.data(List.of()))).isEqualTo("no scores");
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        String table = rendered(Sample.data(
                List.of(Sample.score("evil\u001b[31m", "none", "pr", Sample.PER).of(10, 1, "quick"))));
        assertThat(table).doesNotContain("\u001b").contains("evil\\u001b[31m");
    }

    private static String line(String table, String start) {
        return table.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }

    private static String rendered(ReportData data) {
        return String.join("\n", new TerminalScores(data, 100).lines());
    }
}
