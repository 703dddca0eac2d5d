package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.result.Subject;
import org.speechbench.reports.table.TextRenderer;

class FinetuneSectionTest {
    private static final List<ResultRow> ROWS = List.of(
            row("words", "test", Sample.WER, 21.5, "ctc(greedy)"),
            row("words", "dev", Sample.WER, 18.25, "ctc"),
            row("words", "train", Metrics.AUDIO_HOURS, 3.5, "ctc"),
            row("words", "train", Metrics.SECONDS, 754.0, "ctc"),
            row("broken", "test", Sample.WER, null, "ctc"));

    private static ResultRow row(String label, String split, Metric metric, @Nullable Double value, String head) {
        return row(label, split, metric, value, head, Subject.Training.UNKNOWN);
    }

    private static ResultRow row(
            String label, String split, Metric metric, @Nullable Double value, String head, Subject.Training training) {
        RowTemplate rows = new RowTemplate(
                RowKind.FINETUNE,
                new Subject(label, "hubert", "small", "pretrained", "", true, training),
                new Protocol("asr", "asr", 1, "", head, split, ""),
                Conditions.ofPrecision("bf16"),
                1L);
        return value == null
                ? rows.failed(metric, Cost.NONE, "diverged <early>")
                : rows.ok(new Score(metric, value, 65, new Interval(value - 1, value + 1)), Cost.NONE, "");
    }

    @Test
    void a_terminal_gets_a_line_for_each_score_on_test() {
        assertThat(TextRenderer.lines(new FinetuneTable(ROWS).table()))
                .hasSize(3)
                .element(1)
                .asString()
                .containsSubsequence(
                        "words", "hubert small", "asr", "test", "ctc(greedy)", "WER %", "21.50 [20.50, 22.50]");
        assertThat(TextRenderer.lines(new FinetuneTable(ROWS).table()))
                .element(2)
                .asString()
                .endsWith("failed");
        assertThat(new FinetuneTable(Sample.rows()).table().isEmpty()).isTrue();
    }

    @Test
    void seeds_of_one_label_are_told_apart() {
        List<ResultRow> rows = LongStream.of(1, 2)
                .mapToObj(seed -> row(
                        "words", "test", Sample.WER, 20.0 + seed, "ctc(greedy)", new Subject.Training(seed, "recipe")))
                .toList();
        assertThat(TextRenderer.lines(new FinetuneTable(rows).table()))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("label"),
                        first -> assertThat(first).startsWith("words@1 ").contains("21.00"),
                        second -> assertThat(second).startsWith("words@2 ").contains("22.00"));
    }

    @Test
    void the_page_shows_score_dev_audio_and_time_of_each_and_what_failed() {
        String page = HtmlReport.render(Sample.data(ROWS));
        assertThat(page).contains("Fine-tuning", "WER %", "21.50", "18.25", "3.5", "diverged &lt;early&gt;");
        assertThat(HtmlReport.render(Sample.data(List.of()))).doesNotContain("Upstreams that were fine-tuned");
    }
}
