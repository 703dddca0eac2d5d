package org.speechbench.upstream.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.ModelCost;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.distill.DistillOptions.Frames;
import org.speechbench.upstream.distill.DistillOptions.Heads;
import org.speechbench.upstream.distill.DistillOptions.Mask;

class DistillTargetsTest {
    private static UpstreamCard layers(int layers) {
        return new UpstreamCard("x", "", "", layers + 1, 32, 320, ModelCost.NONE, CheckpointFacts.NONE);
    }

    private static DistillTargets targets(List<Integer> layers, int mean, boolean each, List<Integer> from) {
        return new DistillTargets(layers, mean, each, from, List.of());
    }

    @Test
    void the_last_layer_is_the_target_if_nothing_is_said() {
        assertThat(DistillTargets.last().matching(layers(12), layers(2)))
                .isEqualTo(new LayerMatching(List.of(12), false, List.of(2), List.of(1.0)));
    }

    @Test
    void listed_layers_are_predicted_from_the_last_layer_with_equal_weights() {
        assertThat(targets(List.of(4, 12), 0, false, List.of()).matching(layers(12), layers(2)))
                .isEqualTo(new LayerMatching(List.of(4, 12), false, List.of(2, 2), List.of(0.5, 0.5)));
    }

    @Test
    void layer_to_layer_matches_at_even_distances() {
        assertThat(targets(List.of(), 0, true, List.of()).matching(layers(12), layers(3)))
                .isEqualTo(new LayerMatching(
                        List.of(4, 8, 12), false, List.of(1, 2, 3), List.of(1.0 / 3, 1.0 / 3, 1.0 / 3)));
        assertRefused(
                () -> targets(List.of(), 0, true, List.of()).matching(layers(12), layers(5)),
                "matches 5 layers of the student with 12 of the teacher",
                "targets.student_layers");
    }

    @Test
    void the_mean_of_the_last_layers_is_one_target() {
        assertThat(targets(List.of(), 8, false, List.of()).matching(layers(12), layers(12)))
                .isEqualTo(new LayerMatching(List.of(5, 6, 7, 8, 9, 10, 11, 12), true, List.of(12), List.of(1.0)));
        assertRefused(
                () -> targets(List.of(), 14, false, List.of()).matching(layers(12), layers(12)),
                "x has layers 0 to 12, not -1");
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertRefused(() -> targets(List.of(1), 2, false, List.of()), "more than one of layers, mean_of_last");
        assertRefused(
                () -> targets(List.of(4, 12), 0, false, List.of(2)).matching(layers(12), layers(2)),
                "student_layers has 1 values, wanted one for each of 2 targets");
        assertRefused(
                () -> targets(List.of(13), 0, false, List.of()).matching(layers(12), layers(2)),
                "x has layers 0 to 12, not 13");
        assertRefused(() -> Loss.of("l2"), "There is no loss 'l2'", "l1");
        assertRefused(
                () -> new DistillOptions(
                        DistillTargets.last(), Heads.AUTO, Map.of(Loss.L1, 0.0), Frames.MEAN, Mask.NONE, 1),
                "losses is",
                "at least one with a weight above 0");
    }
}
