package org.speechbench.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NpyTest {
    @Test
    void reads_shape_and_values_of_every_type_among_the_fixtures() {
        assertThat(Npy.fixture("wavs").shape()).containsExactly(3, 16_000);
        assertThat(Npy.fixture("wavs").floats()).hasSize(48_000);
        assertThat(Npy.fixture("tiny_frame_lengths").longs()).containsExactly(49, 38, 24);
        assertThat(Npy.fixture("tiny_losses").doubles()[4]).isEqualTo(29);
    }

    @Test
    void masked_and_padded_frames_agree_with_the_counts_of_the_losses() {
        boolean[] mask = Npy.fixture("mask").booleans();
        boolean[] padding = Npy.fixture("padding_mask").booleans();
        long masked = IntStream.range(0, mask.length)
                .filter(i -> mask[i] && !padding[i])
                .count();
        assertThat(masked).isEqualTo(29);
    }

    @Test
    void refuses_to_read_one_type_as_another() {
        assertThatThrownBy(() -> Npy.fixture("wavs").longs()).hasMessageContaining("<f4");
        assertThatThrownBy(() -> Npy.fixture("labels").floats()).hasMessageContaining("<i8");
    }
}
