package org.speechbench.reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {
    private static final int FIGURES = 6;
    private static final double THRESHOLD = -Math.log(0.95);

    /** SciPy 1.10, noncentral t (scipy.stats.nct), six figures, a threshold of 5 %. */
    @ParameterizedTest
    @CsvSource({
        "10, 0.064, 0.0681,  4, 32, 66, 72",
        "20, 0.064, 0.0421, 10, 78, 99, 27",
        "20, 0.040, 0.0263, 32, 100, 100, 1"
    })
    void the_chances_of_a_comparison_are_those_of_a_noncentral_t_distribution(
            int rounds, double deviation, double half, int seven, int ten, int twelve, int undecided) {
        Power power = new Power(rounds, deviation, Judge.LEVEL / FIGURES, THRESHOLD);
        assertThat(power.halfWidth()).isCloseTo(half, within(0.0001));
        assertThat(100 * power.worse(-Math.log(0.93))).isCloseTo(seven, within(1.0));
        assertThat(100 * power.worse(-Math.log(0.90))).isCloseTo(ten, within(1.0));
        assertThat(100 * power.worse(-Math.log(0.88))).isCloseTo(twelve, within(1.0));
        assertThat(100 * power.undecided(0)).isCloseTo(undecided, within(1.0));
    }

    @Test
    void the_loss_that_is_found_with_eighty_per_cent_is_and_a_one_sided_question_finds_more() {
        Power both = new Power(20, 0.064, Judge.ofFamily(FIGURES).alpha(), THRESHOLD);
        Power losses = new Power(20, 0.064, Judge.ofFamily(FIGURES).oneSided().alpha(), THRESHOLD);
        assertThat(both.worse(both.detectable())).isCloseTo(Judge.POWER, within(1e-6));
        assertThat(losses.detectable()).isBetween(THRESHOLD, both.detectable());
    }
}
