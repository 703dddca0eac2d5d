package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;

class PretrainConfigTest {
    private static final PretrainOptions MODEL = new PretrainOptions(0, 0, 0.5, 0.1, 10, 0.1);

    @Test
    void crops_are_sorted_and_different() {
        assertThat(config(1, List.of(4.0, 2.0, 4.0), 0.06).crops().seconds()).containsExactly(2.0, 4.0);
    }

    @Test
    void refuses_what_cannot_be_trained() {
        refuses(() -> config(0, List.of(2.0), 0.06), "steps is 0");
        refuses(() -> config(1, List.of(), 0.06), "crop_seconds");
        refuses(() -> config(1, List.of(2.0, Double.NaN), 0.06), "crop_seconds");
        refuses(() -> config(1, List.of(2.0), 1.5), "warmup is 1.5");
    }

    @Test
    void every_setting_that_changes_the_weights_is_part_of_the_identity() {
        assertThat(config(1, List.of(2.0), 0.06).settings(1))
                .isNotEqualTo(config(2, List.of(2.0), 0.06).settings(1));
        assertThat(config(1, List.of(2.0), 0.06).settings(1))
                .isNotEqualTo(config(1, List.of(2.0), 0.05).settings(1));
        assertThat(config(1, List.of(2.0), 0.06).settings(1))
                .isNotEqualTo(config(1, List.of(1.0), 0.06).settings(1));
    }

    private static void refuses(Runnable wrong, String message) {
        assertRefused(wrong::run, message);
    }

    private static PretrainConfig config(int steps, List<Double> crops, double warmup) {
        return Pretrainings.config(steps, 16, crops, 0.8, 200, 1e-3, warmup, 0.01, 10, MODEL, 10, 100, 100, false);
    }
}
