package org.speechbench.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score;

class RoundsTest {
    @Test
    void the_mean_is_geometric() {
        assertThat(new Rounds(List.of(2.0, 8.0)).geometricMean()).isCloseTo(4, within(1e-12));
    }

    @Test
    void what_slows_a_whole_round_cancels_out_of_the_ratio() {
        Rounds slow = new Rounds(List.of(10.0, 5.0, 2.0, 4.0, 8.0, 1.0));
        Rounds fast = new Rounds(List.of(30.0, 15.0, 6.0, 12.0, 24.0, 3.0));

        Rounds ratio = fast.over(slow);
        Score.Interval interval = ratio.interval();

        assertThat(ratio.geometricMean()).isCloseTo(3, within(1e-12));
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(3, within(1e-9));
        assertThat(interval.high()).isCloseTo(3, within(1e-9));
    }

    /** Logarithms 1 to 6: mean 3.5, standard error 0.76376. Tables: 2.57058. They are not skewed. */
    @Test
    void the_interval_is_the_judge_s_on_logarithms() {
        Score.Interval six = new Rounds(
                        List.of(Math.exp(1), Math.exp(2), Math.exp(3), Math.exp(4), Math.exp(5), Math.exp(6)))
                .interval();

        assertThat(six).isNotNull();
        assertThat(Math.log(six.low())).isCloseTo(3.5 - 2.57058 * 0.76376, within(1e-4));
        assertThat(Math.log(six.high())).isCloseTo(3.5 + 2.57058 * 0.76376, within(1e-4));
    }

    @Test
    void fewer_than_six_rounds_have_no_interval() {
        assertThat(new Rounds(List.of(1.0)).interval()).isNull();
        assertThat(new Rounds(List.of(1.0, 2.0, 3.0, 4.0, 5.0)).interval()).isNull();
    }

    @Test
    void a_time_of_nothing_is_no_measurement() {
        assertThatThrownBy(() -> new Rounds(List.of(1.0, Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
