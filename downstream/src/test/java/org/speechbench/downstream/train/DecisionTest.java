package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void a_frame_is_a_yes_above_the_threshold() {
        assertThat(new Decision(0.4, 1).yes(new float[] {0.3f, 0.39f, 0.41f, 1}))
                .containsExactly(false, false, true, true);
    }

    @Test
    void the_filter_takes_the_median_of_the_frames_around_with_silence_beyond_the_ends() {
        SplittableRandom random = new SplittableRandom(3);
        float[] probabilities = new float[60];
        for (int t = 0; t < probabilities.length; t++) {
            probabilities[t] = (float) random.nextDouble();
        }
        boolean[] smooth = new Decision(0.5, 11).yes(probabilities);
        for (int t = 0; t < smooth.length; t++) {
            float[] window = new float[11];
            for (int k = 0; k < 11; k++) {
                int at = t - 5 + k;
                window[k] = at < 0 || at >= probabilities.length || probabilities[at] <= 0.5 ? 0 : 1;
            }
            Arrays.sort(window);
            assertThat(smooth[t]).isEqualTo(window[5] == 1);
        }
    }

    @Test
    void ten_settings_are_tried_and_results_name_them() {
        assertThat(Decision.all()).hasSize(10).doesNotHaveDuplicates();
        assertThat(Decision.all().get(0)).hasToString("threshold 0.5, no median filter");
        assertThat(new Decision(0.3, 11)).hasToString("threshold 0.3, median filter of 11 frames");
    }
}
