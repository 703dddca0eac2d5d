package org.speechbench.engine.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void ends_after_so_many_batches_without_a_new_minimum_and_the_first_does_not_count() {
        // A batch of all frames is not smoothed.
        KMeans.Patience patience = new KMeans.Patience(2, 100, 100);
        double[] inertias = {1, 9, 8, 8.5, 7, 7, 7};
        for (double inertia : inertias) {
            assertThat(patience.isOver()).isFalse();
            patience.add(inertia);
        }
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void small_batches_are_smoothed() {
        // Weight 2 * 1 / (7 + 1) = 1/4: 8, then 8 - 1/4 * 4 = 7, then 7 + 1/4 * 1 = 7.25, then 7.25 - 0.0625 > 7.
        KMeans.Patience patience = new KMeans.Patience(2, 1, 7);
        patience.add(0);
        patience.add(8);
        patience.add(4);
        patience.add(8);
        assertThat(patience.isOver()).isFalse();
        patience.add(7);
        assertThat(patience.isOver()).isTrue();
    }

    @Test
    void without_a_limit_it_never_ends() {
        KMeans.Patience patience = new KMeans.Patience(0, 1, 1);
        for (int i = 0; i < 1000; i++) {
            patience.add(1);
        }
        assertThat(patience.isOver()).isFalse();
    }
}
