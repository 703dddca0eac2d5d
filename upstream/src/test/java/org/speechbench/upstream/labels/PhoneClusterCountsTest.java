package org.speechbench.upstream.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PhoneClusterCountsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void a_small_table_gives_the_values_computed_by_hand() {
        // Phone 0: 3 frames in cluster 0, 1 in cluster 1. Phone 1: 1 in cluster 1, 3 in cluster 2.
        LabelQuality q = quality(new int[][] {{3, 1, 0}, {0, 1, 3}});
        assertThat(q.frames()).isEqualTo(8);
        assertThat(q.phonePurity()).isEqualTo(7 / 8.0, EXACT);
        assertThat(q.clusterPurity()).isEqualTo(6 / 8.0, EXACT);
        // H(y) = 1 bit; clusters 0 and 2 tell the phone, cluster 1 (a quarter of the frames) tells nothing.
        assertThat(q.pnmi()).isEqualTo(0.75, EXACT);
    }

    @Test
    void uneven_phones_are_weighted_by_their_frames() {
        // p(y, z) = 1/2, 1/4 / 0, 1/4.
        LabelQuality q = quality(new int[][] {{2, 1}, {0, 1}});
        assertThat(q.phonePurity()).isEqualTo(0.75, EXACT);
        assertThat(q.clusterPurity()).isEqualTo(0.75, EXACT);
        double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
        double remaining = 0.5 * Math.log(2);
        assertThat(q.pnmi()).isEqualTo((entropy - remaining) / entropy, EXACT);
    }

    @Test
    void clusters_that_are_the_phones_are_perfect_and_one_cluster_knows_nothing() {
        assertThat(quality(new int[][] {{4, 0}, {0, 6}})).isEqualTo(new LabelQuality(1, 1, 1, 10));
        LabelQuality one = quality(new int[][] {{4}, {6}});
        assertThat(one.phonePurity()).isEqualTo(0.6, EXACT);
        assertThat(one.clusterPurity()).isEqualTo(1, EXACT);
        assertThat(one.pnmi()).isEqualTo(0, EXACT);
    }

    @Test
    void of_one_phone_nothing_can_be_told() {
        assertThat(quality(new int[][] {{4, 1}}).pnmi()).isNaN();
        assertThatThrownBy(() -> new PhoneClusterCounts(2, 2).quality()).isInstanceOf(IllegalStateException.class);
    }

    private static LabelQuality quality(int[][] frames) {
        PhoneClusterCounts counts = new PhoneClusterCounts(frames.length, frames[0].length);
        for (int y = 0; y < frames.length; y++) {
            for (int z = 0; z < frames[y].length; z++) {
                for (int i = 0; i < frames[y][z]; i++) {
                    counts.add(y, z);
                }
            }
        }
        return counts.quality();
    }
}
