package org.speechbench.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import org.junit.jupiter.api.Test;

class TriStageTest {
    private static final TriStage RATE = new TriStage(2, 10, 5, 20, 0.01, 0.05);

    @Test
    void rises_linearly_from_a_hundredth_of_the_peak_and_stays_there_for_a_while() {
        assertThat(RATE.at(0)).isCloseTo(0.02, within(1e-12));
        assertThat(RATE.at(5)).isCloseTo(2 * 0.505, within(1e-12));
        assertThat(RATE.at(10)).isEqualTo(2);
        assertThat(RATE.at(14)).isEqualTo(2);
    }

    @Test
    void falls_by_the_same_factor_every_step_and_then_stays() {
        assertThat(RATE.at(25)).isCloseTo(2 * Math.sqrt(0.05), within(1e-12));
        assertThat(RATE.at(26) / RATE.at(25)).isCloseTo(RATE.at(17) / RATE.at(16), within(1e-12));
        assertThat(RATE.at(35)).isCloseTo(0.1, within(1e-12));
        assertThat(RATE.at(1000)).isCloseTo(0.1, within(1e-12));
    }

    /** HuBERT's published fine-tuning warms up for 8,000 of its 25,000 steps and would decay for 72,000. */
    @Test
    void a_stage_may_be_longer_than_the_training() {
        TriStage published = new TriStage(2e-5, 8_000, 0, 72_000, 0.01, 0.05);
        assertThat(published.at(25_000)).isCloseTo(2e-5 * Math.pow(0.05, 17_000 / 72_000.0), within(1e-12));
    }

    @Test
    void nonsense_is_refused() {
        assertRefused(() -> new TriStage(0, 1, 1, 1, 0.01, 0.05));
        assertRefused(() -> new TriStage(1, -1, 1, 1, 0.01, 0.05));
        assertRefused(() -> new TriStage(1, 1, 1, 1, 0.01, 0));
    }
}
