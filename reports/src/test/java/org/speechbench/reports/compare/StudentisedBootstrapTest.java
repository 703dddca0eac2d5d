package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score;

class StudentisedBootstrapTest {
    @Test
    void ten_rounds_give_intervals_that_hold_the_truth_as_often_as_they_say() {
        Random random = new Random(5);
        int held = 0;
        int tries = 400;
        for (int i = 0; i < tries; i++) {
            double[] sample = draw(random, 10, 0.3);
            double[] other = draw(random, 10, 0.1);
            Score.Interval interval = new StudentisedBootstrap(i).difference(sample, other, 0.05);
            held += interval.low() <= 0.2 && 0.2 <= interval.high() ? 1 : 0;
        }
        // 95 % of 400 is 380, with a standard deviation of 4.4.
        assertThat(held).isBetween(366, 396);
    }

    @Test
    void what_is_shared_by_pairs_costs_no_width() {
        Random random = new Random(6);
        double[] noise = draw(random, 12, 0);
        double[] differences = new double[12];
        Arrays.setAll(differences, i -> (noise[i] + 0.1) - noise[i]);
        Score.Interval paired = new StudentisedBootstrap(1).mean(differences, 0.05);
        assertThat(paired.high() - paired.low()).isLessThan(1e-9);
        assertThat(paired.low()).isBetween(0.0999, 0.1001);
    }

    @Test
    void a_smaller_share_of_misses_is_a_wider_interval_and_equal_seeds_give_equal_ones() {
        double[] sample = draw(new Random(7), 12, 0);
        Score.Interval usual = new StudentisedBootstrap(1).mean(sample, 0.05);
        Score.Interval corrected = new StudentisedBootstrap(1).mean(sample, 0.05 / 20);
        assertThat(corrected.low()).isLessThan(usual.low());
        assertThat(corrected.high()).isGreaterThan(usual.high());
        assertThat(new StudentisedBootstrap(1).mean(sample, 0.05)).isEqualTo(usual);
    }

    @Test
    void values_without_noise_have_an_interval_of_no_width() {
        assertThat(new StudentisedBootstrap(1).mean(new double[] {2, 2, 2}, 0.05))
                .isEqualTo(new Score.Interval(2, 2));
    }

    private static double[] draw(Random random, int n, double mean) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> mean + 0.03 * random.nextGaussian());
        return values;
    }
}
