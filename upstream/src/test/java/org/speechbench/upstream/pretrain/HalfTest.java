package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
    @Test
    void every_half_but_nan_comes_back_from_its_float() {
        for (int i = 0; i < 1 << 16; i++) {
            float value = Half.toFloat((short) i);
            if (!Float.isNaN(value)) {
                assertThat(Half.of(value)).isEqualTo((short) i);
            }
        }
    }

    @Test
    void rounds_to_the_nearest_and_ties_to_even() {
        assertThat(Half.toFloat(Half.of(1 + 0x1p-11f))).isEqualTo(1f);
        assertThat(Half.toFloat(Half.of(1 + 3 * 0x1p-11f))).isEqualTo(1 + 0x1p-9f);
        assertThat(Half.toFloat(Half.of(1 + 0x1.2p-11f))).isEqualTo(1 + 0x1p-10f);
        assertThat(Half.toFloat(Half.of(65_519))).isEqualTo(65_504f);
        assertThat(Half.toFloat(Half.of(-65_520))).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Half.toFloat(Half.of(Float.NaN))).isNaN();
    }
}
