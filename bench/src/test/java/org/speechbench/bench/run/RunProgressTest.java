package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;

class RunProgressTest {
    private final List<String> notes = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final RunProgress progress = new RunProgress(new Recorded(), nanos::get);

    @Test
    void the_time_that_is_left_of_the_run_is_that_of_the_stage_and_of_those_after_it() {
        progress.begin(() -> new TimeLeft(100.0, false, ""), new TimeLeft(600.0, false, ""));
        try (Progress.Stage stage = progress.start("train", 10)) {
            after(20);
            stage.advance(1, "loss 2.0");
            // By the pace of the ten units they take 200 seconds, which is more than estimated.
            assertThat(notes).containsExactly("loss 2.0, about 13m00s of the run left");
            after(80);
            stage.advance(7, "");
            assertThat(notes).last().isEqualTo("about 10m25s of the run left");
        }
        progress.end();
        assertThat(notes).last().isEqualTo("about 10m00s of the run left");
    }

    @Test
    void what_is_not_known_makes_the_time_a_least() {
        progress.begin(() -> TimeLeft.UNKNOWN, new TimeLeft(60.0, false, ""));
        try (Progress.Stage stage = progress.start("train", 0)) {
            stage.advance(1, "");
        }
        assertThat(notes).containsExactly("at least 1m00s of the run left");
    }

    @Test
    void nothing_is_said_where_nothing_is_known_or_nothing_is_left() {
        try (Progress.Stage stage = progress.start("train", 0)) {
            stage.advance(1, "loss 2.0");
        }
        assertThat(notes).containsExactly("loss 2.0");
        progress.begin(() -> TimeLeft.UNKNOWN, TimeLeft.of(List.of()));
        progress.end();
        assertThat(notes).hasSize(1);
    }

    private void after(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000);
    }

    private final class Recorded implements Progress {
        @Override
        public Stage start(String name, long total) {
            return new Stage() {
                @Override
                public void advance(long units, String note) {
                    notes.add(note);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    }
}
