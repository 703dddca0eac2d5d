package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;

class FinetuneSectionTest {
    private static final Metric HOURS = new Metric("audio_hours", "audio", "h", Direction.HIGHER_IS_BETTER);
    private static final Metric SECONDS = new Metric("seconds", "wall-clock", "s", Direction.LOWER_IS_BETTER);
    private static final List<ResultRow> ROWS = List.of(
            row("words", "test", Sample.WER, 21.5, "ctc(greedy)", "ok"),
            row("words", "dev", Sample.WER, 18.25, "ctc", "ok"),
            row("words", "train", HOURS, 3.5, "ctc", "ok"),
            row("words", "train", SECONDS, 754.0, "ctc", "ok"),
            row("broken", "test", Sample.WER, null, "ctc", "failed"));

    private static ResultRow row(
            String label, String split, Metric metric, @Nullable Double value, String head, String status) {
        return new ResultRow(
                "finetune",
                label,
                "hubert",
                "small",
                "pretrained",
                "",
                "asr",
                "asr",
                1,
                "",
                head,
                split,
                metric,
                value,
                65,
                value == null ? null : new Interval(value - 1, value + 1),
                1L,
                1e-4,
                "bf16",
                null,
                status,
                value == null ? "diverged <early>" : "",
                true);
    }

    @Test
    void a_terminal_gets_a_line_for_each_score_on_test() {
        assertThat(FinetuneTable.render(ROWS).lines())
                .containsExactly(
                        "fine-tuned words: asr test, ctc(greedy), WER 21.50 % [20.50, 22.50]",
                        "fine-tuned broken: asr test, ctc, failed: diverged <early>");
        assertThat(FinetuneTable.render(Sample.rows())).isEmpty();
    }

    @Test
    void the_page_shows_score_dev_audio_and_time_of_each_and_what_failed() {
        String page = HtmlReport.render(Sample.data(ROWS));
        assertThat(page).contains("Fine-tuning", "WER 21.50", "18.25", "3.5", "diverged &lt;early&gt;");
        assertThat(HtmlReport.render(Sample.data(List.of()))).doesNotContain("Fine-tuned upstreams");
    }
}
