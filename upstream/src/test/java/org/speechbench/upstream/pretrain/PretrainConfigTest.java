package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainConfigTest {
    private static final PretrainOptions MODEL = new PretrainOptions(0, 0, 0.5, 0.1, 10, 0.1, KernelSet.OPTIMISED);

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

    @Test
    void a_checkpoint_is_recognised_by_the_text_that_all_versions_wrote() {
        assertThat(config(3, List.of(2.0, 1.0), 0.06).settings(7))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("steps", "3"),
                        Map.entry("batch_seconds", "16.0"),
                        Map.entry("crop_seconds", "[1.0, 2.0]"),
                        Map.entry("mask_probability", "0.8"),
                        Map.entry("mask_milliseconds", "200.0"),
                        Map.entry("mask_group_seconds", "87.5"),
                        Map.entry("learning_rate", "0.001"),
                        Map.entry("warmup_share", "0.06"),
                        Map.entry("weight_decay", "0.01"),
                        Map.entry("clip", "10.0"),
                        Map.entry("dropout", "0.0"),
                        Map.entry("layer_drop", "0.0"),
                        Map.entry("unmasked_weight", "0.5"),
                        Map.entry("feature_gradient_scale", "0.1"),
                        Map.entry("feature_penalty", "10.0"),
                        Map.entry("temperature", "0.1"),
                        Map.entry("seed", "7"),
                        Map.entry("log_every", "10"),
                        Map.entry("evaluate_every", "100")));
    }

    private static void refuses(Runnable wrong, String message) {
        assertRefused(wrong::run, message);
    }

    private static PretrainConfig config(int steps, List<Double> crops, double warmup) {
        return Pretrainings.config(steps, 16, crops, 0.8, 200, 1e-3, warmup, 0.01, 10, MODEL, 10, 100, 100, false);
    }
}
