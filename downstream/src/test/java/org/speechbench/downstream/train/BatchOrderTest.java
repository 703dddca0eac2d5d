package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Seeds;
import org.speechbench.downstream.testing.SyllableSpeech;

class BatchOrderTest {
    private final List<Example> examples = IntStream.range(0, 100)
            .mapToObj(i -> new Example(
                    SyllableSpeech.utterance("u" + i, "train", 0, List.of()), 10 + i * 37 % 90, new int[0], List.of()))
            .toList();

    @Test
    void an_epoch_visits_every_example_once_in_another_order_than_the_next() {
        BatchOrder order = new BatchOrder(examples, 8, true, false, new Seeds(1));
        List<Example> first = epoch(order, 13);
        List<Example> second = epoch(order, 13);
        assertThat(first).containsExactlyInAnyOrderElementsOf(examples);
        assertThat(second).containsExactlyInAnyOrderElementsOf(examples).isNotEqualTo(first);
    }

    @Test
    void the_seed_alone_decides_the_order() {
        assertThat(epoch(new BatchOrder(examples, 8, true, false, new Seeds(1)), 30))
                .isEqualTo(epoch(new BatchOrder(examples, 8, true, false, new Seeds(1)), 30))
                .isNotEqualTo(epoch(new BatchOrder(examples, 8, true, false, new Seeds(2)), 30));
    }

    @Test
    void examples_of_similar_length_share_a_batch() {
        BatchOrder order = new BatchOrder(examples, 10, true, false, new Seeds(1));
        for (int i = 0; i < 10; i++) {
            var lengths = order.next().stream().mapToInt(Example::frames).summaryStatistics();
            assertThat(lengths.getMax() - lengths.getMin()).isLessThan(15);
        }
    }

    @Test
    void a_balanced_order_draws_rare_classes_as_often_as_common_ones() {
        List<Example> uneven = IntStream.range(0, 100)
                .mapToObj(i -> new Example(
                        SyllableSpeech.utterance("u" + i, "train", 0, List.of()),
                        10,
                        new int[0],
                        List.of(i < 5 ? "rare" : "common")))
                .toList();
        List<Example> drawn = epoch(new BatchOrder(uneven, 10, false, true, new Seeds(1)), 100);
        long rare = drawn.stream()
                .filter(e -> e.reference().equals(List.of("rare")))
                .count();
        assertThat(drawn).hasSize(1000);
        // Half of 1,000, give or take four deviations of 15.8.
        assertThat(rare).isBetween(437L, 563L);
        assertThat(epoch(new BatchOrder(uneven, 10, false, true, new Seeds(1)), 100))
                .isEqualTo(drawn);
    }

    private static List<Example> epoch(BatchOrder order, int batches) {
        List<Example> seen = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            seen.addAll(order.next());
        }
        return seen;
    }
}
