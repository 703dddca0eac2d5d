package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallWatchTest {
    private static final double GUESS = Math.log(100);
    private final StallWatch watch = new StallWatch(100);

    @Test
    void a_loss_at_log_c_for_thousands_of_steps_is_named_once_with_causes_and_cures() {
        for (long step = 10; step < StallWatch.PATIENCE; step += 10) {
            assertThat(watch.see(step, GUESS)).isEmpty();
        }
        assertThat(watch.see(StallWatch.PATIENCE, GUESS)).hasValueSatisfying(note -> assertThat(note)
                .contains("2000 steps", "4.605", "100 classes", "learning_rate", "warmup"));
        assertThat(watch.see(StallWatch.PATIENCE + 10, GUESS)).isEmpty();
    }

    @Test
    void a_loss_that_grows_without_end_is_named_too() {
        assertThat(watch.see(StallWatch.PATIENCE, 1e6)).isPresent();
    }

    @Test
    void training_that_learns_is_left_alone() {
        for (long step = 10; step < 3 * StallWatch.PATIENCE; step += 10) {
            assertThat(watch.see(step, step < 1_000 ? GUESS : 0.9 * GUESS)).isEmpty();
        }
    }

    @Test
    void a_collapse_after_learning_is_named() {
        assertThat(watch.see(1_000, 3)).isEmpty();
        assertThat(watch.see(1_000 + StallWatch.PATIENCE - 1, GUESS)).isEmpty();
        assertThat(watch.see(1_000 + StallWatch.PATIENCE, GUESS)).isPresent();
    }
}
