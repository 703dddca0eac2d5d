package org.speechbench.upstream.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LabelAlignmentTest {
    private final short[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void takes_every_fourth_label_at_25_Hz_and_every_second_at_50_Hz() {
        assertThat(targets(640, 2)).containsExactly(-1, 0, 4);
        assertThat(targets(320, 4)).containsExactly(-1, 0, 2, 4, 6);
    }

    @Test
    void repeats_the_last_label_beyond_the_end() {
        assertThat(targets(640, 5)).containsExactly(-1, 0, 4, 8, 8, 8);
    }

    @Test
    void refuses_frames_that_do_not_fall_on_labels() {
        assertThatThrownBy(() -> LabelAlignment.of(200)).isInstanceOf(IllegalArgumentException.class);
    }

    private int[] targets(int stride, int frames) {
        int[] targets = new int[frames + 1];
        targets[0] = -1;
        LabelAlignment.of(stride).align(labels, frames, targets, 1);
        return targets;
    }
}
