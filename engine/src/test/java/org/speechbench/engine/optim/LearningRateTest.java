package org.speechbench.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import org.junit.jupiter.api.Test;

class LearningRateTest {
    @Test
    void rises_to_the_peak_and_falls_to_the_last_step() {
        LearningRate rate = LearningRate.of(1e-3, 0.1, 100);
        assertThat(rate.at(0)).isCloseTo(1e-4, within(1e-12));
        assertThat(rate.at(9)).isCloseTo(1e-3, within(1e-12));
        assertThat(rate.at(10)).isCloseTo(1e-3, within(1e-12));
        assertThat(rate.at(55)).isCloseTo(5e-4, within(1e-12));
        assertThat(rate.at(99)).isCloseTo(1e-3 / 90, within(1e-12));
        assertThat(rate.at(100)).isZero();
    }

    @Test
    void needs_no_warm_up() {
        assertThat(LearningRate.of(2, 0, 10).at(0)).isEqualTo(2);
    }

    @Test
    void refuses_a_rate_that_is_no_positive_number() {
        assertRefused(() -> LearningRate.of(Double.NaN, 0.1, 10));
        assertRefused(() -> LearningRate.of(1, 1.1, 10));
    }
}
