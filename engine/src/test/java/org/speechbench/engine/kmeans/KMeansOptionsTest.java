package org.speechbench.engine.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KMeansOptionsTest {
    /** fairseq's simple_kmeans: n_init 20, batch_size 10000, max_no_improvement 100, max_iter 100. */
    @Test
    void published_clusters_are_those_of_hubert() {
        KMeansOptions published = KMeansOptions.published(500, 7);
        assertThat(published.k()).isEqualTo(500);
        assertThat(published.starts()).isEqualTo(20);
        assertThat(published.batch()).isEqualTo(10_000);
        assertThat(published.patience()).isEqualTo(100);
        assertThat(published.miniBatches(2_500_000)).isEqualTo(25_000);
        // A mini-batch is no larger than all.
        assertThat(published.miniBatches(6_000)).isEqualTo(100);
        assertThat(published.sample()).isEqualTo(30_000);
        assertThat(published.passes()).isZero();
    }

    /** scikit-learn's n_local_trials. */
    @Test
    void a_start_chooses_among_two_and_the_logarithm_of_k_candidates() {
        assertThat(KMeansOptions.published(2, 1).candidates()).isEqualTo(2);
        assertThat(KMeansOptions.published(100, 1).candidates()).isEqualTo(6);
        assertThat(KMeansOptions.published(500, 1).candidates()).isEqualTo(8);
    }

    @Test
    void quick_clusters_differ_in_the_number_of_mini_batches_alone() {
        KMeansOptions quick = KMeansOptions.miniBatch(100, 7);
        assertThat(quick).isEqualTo(new KMeansOptions(100, 20, 10_000, 300, 0, 7, 0, 0));
        assertThat(quick.miniBatches(6_000)).isEqualTo(300);
        assertThat(quick.settings())
                .isNotEqualTo(KMeansOptions.published(100, 7).settings());
    }
}
