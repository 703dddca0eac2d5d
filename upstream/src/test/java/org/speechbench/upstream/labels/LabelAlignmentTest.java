package org.speechbench.upstream.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelAlignmentTest {
    private static final int HZ_100 = 160;
    private static final int HZ_50 = 320;
    private static final int HZ_25 = 640;

    private final short[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void of_100_labels_a_second_takes_every_fourth_at_25_Hz_and_every_second_at_50_Hz() {
        assertThat(targets(HZ_25, HZ_100, 2)).containsExactly(-1, 0, 4);
        assertThat(targets(HZ_50, HZ_100, 4)).containsExactly(-1, 0, 2, 4, 6);
    }

    @Test
    void of_50_labels_a_second_takes_each_at_50_Hz_and_every_second_at_25_Hz_and_every_fourth_at_12_5_Hz() {
        assertThat(targets(HZ_50, HZ_50, 3)).containsExactly(-1, 0, 1, 2);
        assertThat(targets(HZ_25, HZ_50, 4)).containsExactly(-1, 0, 2, 4, 6);
        assertThat(targets(1280, HZ_50, 3)).containsExactly(-1, 0, 4, 8);
    }

    @Test
    void where_the_ratio_is_no_whole_number_the_earlier_label_is_taken() {
        assertThat(targets(HZ_50, HZ_25, 5)).containsExactly(-1, 0, 0, 1, 1, 2);
        assertThat(targets(480, HZ_50, 5)).containsExactly(-1, 0, 1, 3, 4, 6);
    }

    @Test
    void a_crop_begins_at_the_nearest_label_and_between_two_at_the_even_one() {
        LabelAlignment alignment = new LabelAlignment(HZ_25, HZ_50);
        assertThat(alignment.first(0)).isZero();
        assertThat(alignment.first(160)).isZero();
        assertThat(alignment.first(320)).isEqualTo(1);
        assertThat(alignment.first(480)).isEqualTo(2);
        assertThat(alignment.first(800)).isEqualTo(2);
        assertThat(new LabelAlignment(HZ_25, HZ_100).first(800)).isEqualTo(5);
    }

    @Test
    void frames_need_labels_up_to_that_of_the_last_one() {
        assertThat(new LabelAlignment(HZ_25, HZ_50).labels(25)).isEqualTo(49);
        assertThat(new LabelAlignment(HZ_25, HZ_50).labels(0)).isZero();
        assertThat(new LabelAlignment(HZ_50, HZ_25).labels(4)).isEqualTo(2);
    }

    @Test
    void repeats_the_last_label_beyond_the_end() {
        assertThat(targets(HZ_25, HZ_100, 5)).containsExactly(-1, 0, 4, 8, 8, 8);
    }

    @Test
    void a_stride_of_nothing_is_refused() {
        assertThatThrownBy(() -> new LabelAlignment(HZ_25, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private int[] targets(int frameStride, int labelStride, int frames) {
        int[] targets = new int[frames + 1];
        targets[0] = -1;
        new LabelAlignment(frameStride, labelStride).align(labels, frames, targets, 1);
        return targets;
    }
}
