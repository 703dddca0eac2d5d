package org.speechbench.upstream.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Seeds;

class CropPlanTest {
    private final List<BatchPlan.Bucket> buckets = CropPlan.buckets(List.of(1.0, 2.0, 4.0), 8, 100);

    @Test
    void a_batch_has_the_same_audio_in_every_bucket() {
        assertThat(buckets)
                .containsExactly(
                        new BatchPlan.Bucket(1, 100, 8),
                        new BatchPlan.Bucket(2, 200, 4),
                        new BatchPlan.Bucket(4, 400, 2));
    }

    @Test
    void an_epoch_has_every_utterance_that_is_long_enough() {
        int[] units = IntStream.range(0, 60).map(i -> 50 + 10 * i).toArray();
        CropPlan plan = plan(units, 1);
        assertThat(plan.skippedUtterances()).isEqualTo(5);
        Set<Integer> seen = new HashSet<>();
        for (int step = 0; step < plan.batchesPerEpoch(); step++) {
            BatchPlan.Batch batch = plan.batch(step);
            assertThat(batch.items()).hasSize(batch.bucket().batchSize());
            for (int item : batch.items()) {
                assertThat(units[item]).isGreaterThanOrEqualTo(batch.bucket().units());
                seen.add(item);
            }
        }
        assertThat(seen).hasSize(55);
    }

    @Test
    void a_bucket_with_too_few_utterances_hands_them_down() {
        CropPlan plan = plan(new int[] {500, 250, 250, 250}, 1);
        assertThat(plan.batchesPerEpoch()).isEqualTo(1);
        assertThat(plan.batch(0).bucket().units()).isEqualTo(200);
        assertThat(plan.batch(0).items()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void the_order_depends_on_seed_and_epoch_only() {
        int[] units = IntStream.range(0, 60).map(i -> 150).toArray();
        CropPlan plan = plan(units, 1);
        int[] later = plan.batch(17).items();
        plan.batch(0);
        assertThat(plan(units, 1).batch(17).items()).isEqualTo(later);
        assertThat(plan.batch(17).items()).isEqualTo(later);
        assertThat(plan(units, 2).batch(17).items()).isNotEqualTo(later);
        assertThat(plan.batch(17 + plan.batchesPerEpoch()).items()).isNotEqualTo(later);
    }

    @Test
    void says_so_if_every_utterance_is_too_short() {
        assertRefused(() -> plan(new int[] {99, 10}, 1), "None of 2");
    }

    private CropPlan plan(int[] units, long seed) {
        List<Integer> items = IntStream.range(0, units.length).boxed().toList();
        return new CropPlan(items, i -> units[i], buckets, new Seeds(seed));
    }
}
