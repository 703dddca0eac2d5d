package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.speechbench.core.ElapsedTime;
import org.speechbench.core.Progress;

class LineProgressTest {
    private final AtomicLong seconds = new AtomicLong();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress = new LineProgress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> seconds.get() * 1_000_000_000L);

    @Test
    void a_stage_speaks_at_its_start_every_ten_seconds_and_at_its_end() {
        try (Progress.Stage stage = progress.start("train", 100)) {
            for (int i = 0; i < 25; i++) {
                seconds.addAndGet(1);
                stage.advance(1, "loss 2.0");
            }
        }

        assertThat(lines())
                .containsExactly(
                        "train (100)",
                        "  train: 10 of 100 (10 %), 1m30s left, loss 2.0",
                        "  train: 20 of 100 (20 %), 1m20s left, loss 2.0",
                        "  train: ended after 25s");
    }

    @Test
    void a_stage_of_unknown_length_says_how_much_is_done() {
        try (Progress.Stage stage = progress.start("read", 0)) {
            seconds.addAndGet(11);
            stage.advance(3, "");
        }

        assertThat(lines()).containsExactly("read", "  read: 3", "  read: ended after 11s");
    }

    @Test
    void a_stage_that_is_over_at_once_says_nothing() {
        try (Progress.Stage stage = progress.start("check", 2)) {
            stage.advance(2, "");
        }
        assertThat(lines()).isEmpty();
    }

    @Test
    void durations_are_short() {
        assertThat(ElapsedTime.text(59.4)).isEqualTo("59s");
        assertThat(ElapsedTime.text(185)).isEqualTo("3m05s");
        assertThat(ElapsedTime.text(3720)).isEqualTo("1h02m");
    }

    private java.util.List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
