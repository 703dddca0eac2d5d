package org.speechbench.upstream.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Seeds;

class SortedPlanTest {
    /** As published: 2 s to 15.625 s, which is 250,000 samples or 1,562 frames. */
    private static SortedPlan plan(int[] units, double batchSeconds, long seed) {
        List<Integer> items = IntStream.range(0, units.length).boxed().toList();
        return new SortedPlan(items, i -> units[i], 2, 15.625, batchSeconds, 16_000, new Seeds(seed));
    }

    private static int[] lengths() {
        return IntStream.range(0, 300).map(i -> 16_000 + 1_000 * (i * 37 % 300)).toArray();
    }

    @Test
    void every_utterance_is_cropped_to_the_shortest_of_its_batch_and_none_is_padded() {
        int[] units = lengths();
        SortedPlan plan = plan(units, 87.5, 1);
        List<Integer> seen = new ArrayList<>();
        for (int step = 0; step < plan.batchesPerEpoch(); step++) {
            BatchPlan.Batch batch = plan.batch(step);
            int shortest = IntStream.of(batch.items()).map(i -> units[i]).min().orElseThrow();
            int longest = IntStream.of(batch.items()).map(i -> units[i]).max().orElseThrow();
            assertThat(batch.bucket().units())
                    .isEqualTo(Math.min(250_000, shortest))
                    .isGreaterThanOrEqualTo(32_000);
            assertThat((long) batch.items().length * Math.min(250_000, longest)).isLessThanOrEqualTo(1_400_000);
            assertThat(batch.bucket().seconds()).isEqualTo(batch.bucket().units() / 16_000.0);
            IntStream.of(batch.items()).forEach(seen::add);
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(300 - plan.skippedUtterances());
        assertThat(plan.skippedUtterances()).isEqualTo(16);
    }

    @Test
    void the_order_depends_on_seed_and_epoch_only() {
        int[] units = IntStream.range(0, 60).map(i -> 40_000).toArray();
        SortedPlan plan = plan(units, 20, 1);
        int[] later = plan.batch(3).items();
        plan.batch(0);
        int epoch = plan.batchesPerEpoch();
        assertThat(plan(units, 20, 1).batch(3).items()).isEqualTo(later);
        assertThat(plan.batch(3 + epoch).items()).isNotEqualTo(later);
        assertThat(plan.batchesPerEpoch()).isEqualTo(epoch);
        assertThat(plan.batch(3).items()).isEqualTo(later);
        assertThat(plan(units, 20, 2).batch(3).items()).isNotEqualTo(later);
    }

    @Test
    void says_so_if_every_utterance_is_too_short() {
        assertRefused(() -> plan(new int[] {100}, 20, 1), "None of 1");
    }
}
