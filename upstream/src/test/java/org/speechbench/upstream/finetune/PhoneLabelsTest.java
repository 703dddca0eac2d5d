package org.speechbench.upstream.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneLabelsTest {
    private static final PhoneLabels LABELS = PhoneLabels.of(List.of("<blank>", "<eos>", "SIL", "AA", "B"));

    @Test
    void the_labels_are_the_phones_and_silence() {
        assertThat(LABELS.names()).containsExactly("SIL", "AA", "B");
        assertThat(LABELS.silence()).isZero();
        assertThat(PhoneLabels.of(List.of("_", "A", "B")).names()).containsExactly("A", "B", "SIL");
    }

    @Test
    void a_blank_takes_the_phone_of_the_nearest_frame_and_the_earlier_of_two() {
        int[] path = {0, 3, 0, 0, 0, 4, 1, 0};
        assertThat(LABELS.label(path, 5)).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    }

    @Test
    void what_no_phone_reaches_is_silence() {
        int[] path = {0, 0, 0, 3, 0, 0, 0, 0};
        assertThat(LABELS.label(path, 2)).containsExactly(0, 1, 1, 1, 1, 1, 0, 0);
        assertThat(LABELS.label(new int[] {0, 0}, 10)).containsExactly(0, 0);
    }

    @Test
    void the_model_may_say_silence_itself() {
        assertThat(LABELS.label(new int[] {2, 0, 3}, 1)).containsExactly(0, 0, 1);
    }
}
