package org.speechbench.upstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.TrainingEvent;

class StallWatchTest {
    private static final double GUESS = Math.log(100);
    private final StallWatch watch = new StallWatch("masked_loss", 100, "Set unmasked_weight.");

    private Optional<String> see(long step, double loss) {
        return watch.see(new TrainingEvent(step, Map.of("masked_loss", loss)));
    }

    @Test
    void a_loss_at_log_c_for_thousands_of_steps_is_named_once_with_causes_and_cures() {
        for (long step = 10; step < StallWatch.PATIENCE; step += 10) {
            assertThat(see(step, GUESS)).isEmpty();
        }
        assertThat(see(StallWatch.PATIENCE, GUESS)).hasValueSatisfying(note -> assertThat(note)
                .contains(
                        "2000 steps",
                        "4.605",
                        "100 classes",
                        "learning_rate",
                        "warmup",
                        "masked loss",
                        "Set unmasked_weight."));
        assertThat(see(StallWatch.PATIENCE + 10, GUESS)).isEmpty();
    }

    @Test
    void a_loss_that_grows_without_end_is_named_too() {
        assertThat(see(StallWatch.PATIENCE, 1e6)).isPresent();
    }

    @Test
    void training_that_learns_is_left_alone() {
        for (long step = 10; step < 3 * StallWatch.PATIENCE; step += 10) {
            assertThat(see(step, step < 1_000 ? GUESS : 0.9 * GUESS)).isEmpty();
        }
    }

    @Test
    void a_collapse_after_learning_is_named() {
        assertThat(see(1_000, 3)).isEmpty();
        assertThat(see(1_000 + StallWatch.PATIENCE - 1, GUESS)).isEmpty();
        assertThat(see(1_000 + StallWatch.PATIENCE, GUESS)).isPresent();
    }
}
