package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** What the report shows of students and teachers. */
class StudentTableTest {
    private static final String CONFIG =
            """
            pretrain:
              large: { provider: x, size: small, settings: {} }
            distill:
              thin: { provider: x, size: small, settings: { layers: "2" }, teacher: { from: large } }
            upstreams:
              teacher: { pretrained: large }
              student: { pretrained: thin }
              student_untrained: { pretrained: thin, init: random }
            """;

    private static ReportData data(boolean tested) {
        ResultRow teacher = row("teacher", "pretrained", 20);
        ResultRow student = row("student", "pretrained", 25);
        ResultRow untrained = row("student_untrained", "random", 70);
        List<ResultRow> rows = new ArrayList<>(List.of(teacher, student, untrained));
        rows.addAll(List.of(
                size("large", Metrics.PARAMETERS, 10), size("large", Metrics.ENCODER_PARAMETERS, 8),
                size("large", Metrics.ENCODE_SPEED, 100), size("thin", Metrics.PARAMETERS, 4),
                size("thin", Metrics.ENCODER_PARAMETERS, 2), size("thin", Metrics.ENCODE_SPEED, 250)));
        ReportData.Run run = new ReportData.Run("run", "", null, CONFIG, rows);
        ReportData data = Sample.data(List.of(run), rows, Map.of(), Map.of(), List.of(), List.of());
        return tested ? data.judged(new Standings(List.of(Compared.of(teacher, untrained, 12, 1)))) : data;
    }

    private static ResultRow row(String label, String init, double value) {
        ResultRow row = Sample.score(label, init, "pr", Sample.PER).ok(value, "test", 0.003);
        return new ResultRow(
                row.kind(),
                new Subject(label, "x", "small", init, row.subject().digest(), false),
                row.protocol(),
                row.conditions(),
                row.measure(),
                row.cost(),
                row.status(),
                row.note());
    }

    private static ResultRow size(String label, Metric metric, double value) {
        return new RowTemplate(
                        RowKind.MODEL,
                        new Subject(label, "x", "small", "pretrained", "", false),
                        Protocol.ofBenchmark("encode_alone"),
                        Conditions.ofPrecision("bf16"),
                        1L)
                .ok(metric, value, Cost.NONE, "");
    }

    private static String markdown(boolean tested) {
        return ReportFormat.MARKDOWN
                .render(data(tested))
                .lines()
                .filter(line -> line.startsWith("| student ") || line.startsWith("| teacher "))
                .filter(line -> line.contains("("))
                .reduce("", (a, b) -> a + "\n" + b);
    }

    @Test
    void a_student_is_listed_below_its_teacher_with_what_it_keeps_of_it() {
        String lines = markdown(true);
        assertThat(lines.indexOf("| teacher ")).isLessThan(lines.indexOf("| student "));
        assertThat(lines)
                .contains("10 (8)", "4 (2)", "250")
                // 20 of 25 errors, and 45 of the 50 points between the untrained network and the teacher.
                .contains("80.0", "90.0");
    }

    @Test
    void how_far_it_is_on_the_way_is_missing_where_its_teacher_was_not_shown_to_be_better_than_nothing() {
        assertThat(markdown(false)).contains("80.0").doesNotContain("90.0");
    }

    @Test
    void a_random_network_of_other_settings_than_a_training_is_not_its_untrained_network_either() {
        RunEntries entries = RunEntries.of(new ReportData.Run(
                "run",
                "",
                null,
                CONFIG.replace(
                        "student_untrained: { pretrained: thin, init: random }",
                        "plain: { provider: x, size: small }\n  deep: { provider: x, size: small, settings: { layers: 2 } }"),
                List.of()));
        assertThat(entries.mayShareNetwork("teacher", "plain")).isTrue();
        assertThat(entries.mayShareNetwork("student", "plain")).isFalse();
        assertThat(entries.mayShareNetwork("student", "deep")).isTrue();
        assertThat(entries.mayShareNetwork("student", "not_here")).isTrue();
    }

    @Test
    void a_teacher_may_be_a_checkpoint() {
        RunEntries entries = RunEntries.of(new ReportData.Run(
                "run",
                "",
                null,
                CONFIG.replace("{ from: large }", "{ checkpoint: a/model }")
                        .replace("{ pretrained: large }", "{ provider: x, checkpoint: a/model }"),
                List.of()));
        assertThat(entries.teacher("thin")).isEqualTo("a/model");
        assertThat(entries.upstreams("a/model")).containsExactly("teacher");
    }

    @Test
    void the_page_plots_quality_against_size() {
        assertThat(HtmlReport.render(data(true)))
                .contains("Students and teachers", "million parameters", "What students keep of their teachers");
        assertThat(HtmlReport.render(Sample.report())).doesNotContain("Students and teachers");
    }

    @Test
    void a_network_of_other_settings_is_not_the_untrained_network_of_a_teacher() {
        ReportData data = data(true);
        Leaderboard board = Leaderboard.of(data);
        UntrainedNetworks networks = UntrainedNetworks.of(board.upstreams(), data.runs());
        board.upstreams().forEach(key -> {
            if (key.label().equals("student")) {
                assertThat(networks.of(key)).get().extracting("label").isEqualTo("student_untrained");
            } else {
                assertThat(networks.of(key)).isEmpty();
            }
        });
    }
}
