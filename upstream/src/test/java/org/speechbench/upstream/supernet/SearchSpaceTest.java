package org.speechbench.upstream.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    private static final SearchSpace BASE = new SearchSpace(
            "light_hubert base", List.of(512, 640, 768), List.of(8, 10, 12), List.of(3.5, 4.0), List.of(12), 64);
    private static final SearchSpace SMALL = new SearchSpace(
            "light_hubert small",
            List.of(256, 384, 512),
            List.of(4, 6, 8),
            List.of(3.0, 3.5, 4.0),
            List.of(10, 11, 12),
            64);

    @Test
    void the_published_spaces_have_as_many_networks_as_published() {
        assertThat(BASE.size()).isEqualTo(6_530_347_008L);
        assertThat(SMALL.size()).isEqualTo(951_892_141_473L);
    }

    @Test
    void the_largest_and_the_smallest_have_the_extremes_of_every_dimension() {
        assertThat(SMALL.largest()).isEqualTo(Subnetwork.regular(512, 8, 4.0, 12));
        assertThat(SMALL.smallest()).isEqualTo(Subnetwork.regular(256, 4, 3.0, 10));
        assertThat(SMALL.smallest().feedForward(9)).isEqualTo(768);
        assertThat(BASE.smallest().feedForward(0)).isEqualTo(1792);
    }

    /** The table of the authors' code, as the layers that are kept. */
    @Test
    void fewer_layers_leave_out_the_last_ones_of_three_blocks() {
        assertThat(KeptLayers.of(12, 12)).hasSize(12);
        assertThat(KeptLayers.of(12, 11)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(KeptLayers.of(12, 10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 8, 9, 10);
        assertThat(KeptLayers.of(12, 9)).containsExactly(0, 1, 2, 4, 5, 6, 8, 9, 10);
        assertThat(KeptLayers.of(12, 7)).containsExactly(0, 1, 2, 4, 5, 8, 9);
        assertThat(KeptLayers.of(12, 6)).containsExactly(0, 1, 4, 5, 8, 9);
        assertThat(KeptLayers.of(6, 4)).containsExactly(0, 1, 2, 4);
    }

    @Test
    void every_dimension_is_drawn_uniformly_and_each_layer_by_itself() {
        int draws = 9_000;
        SplittableRandom random = new SplittableRandom(1);
        Map<Object, Integer> embeds = new HashMap<>();
        Map<Object, Integer> depths = new HashMap<>();
        Map<Object, Integer> heads = new HashMap<>();
        Map<Object, Integer> ratios = new HashMap<>();
        Map<Object, Integer> pairs = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            Subnetwork drawn = SMALL.draw(random);
            SMALL.require(drawn);
            embeds.merge(drawn.embed(), 1, Integer::sum);
            depths.merge(drawn.depth(), 1, Integer::sum);
            heads.merge(drawn.heads().get(3), 1, Integer::sum);
            ratios.merge(drawn.ratios().get(9), 1, Integer::sum);
            pairs.merge(List.of(drawn.heads().get(0), drawn.heads().get(1)), 1, Integer::sum);
        }
        for (Map<Object, Integer> counts : List.of(embeds, depths, heads, ratios)) {
            // Five standard deviations of a share of a third.
            assertThat(counts).hasSize(3);
            assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(3_000, within(225)));
        }
        assertThat(pairs).hasSize(9);
        assertThat(pairs.values()).allSatisfy(n -> assertThat(n).isCloseTo(1_000, within(150)));
    }

    @Test
    void equal_seeds_draw_equal_networks_and_others_differ() {
        Set<Subnetwork> drawn = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Subnetwork one = SMALL.draw(new SplittableRandom(i));
            assertThat(one).isEqualTo(SMALL.draw(new SplittableRandom(i)));
            drawn.add(one);
        }
        assertThat(drawn).hasSize(20);
    }

    @Test
    void a_network_with_a_value_that_is_not_in_the_space_is_refused() {
        assertRefused(
                () -> BASE.require(Subnetwork.regular(600, 10, 4.0, 12)),
                "light_hubert base has embed 600; it may be 512, 640, 768");
        assertRefused(() -> BASE.require(Subnetwork.regular(640, 10, 4.0, 10)), "depth 10; it may be 12");
        assertRefused(() -> SMALL.require(Subnetwork.regular(256, 5, 4.0, 12)), "layer_heads 5; it may be 4, 6, 8");
    }
}
