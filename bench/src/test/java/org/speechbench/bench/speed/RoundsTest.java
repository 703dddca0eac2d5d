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
        Rounds slow = new Rounds(List.of(10.0, 5.0, 2.0));
        Rounds fast = new Rounds(List.of(30.0, 15.0, 6.0));

        Rounds ratio = fast.over(slow);
        Score.Interval interval = ratio.interval();

        assertThat(ratio.geometricMean()).isCloseTo(3, within(1e-12));
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(3, within(1e-9));
        assertThat(interval.high()).isCloseTo(3, within(1e-9));
    }

    /** Logarithms 1 and 3: mean 2, standard error 1; 1, 2 and 6: mean 3, standard error 1.5275. Tables: 12.706, 4.303. */
    @Test
    void the_interval_is_students_on_logarithms() {
        Score.Interval two = new Rounds(List.of(Math.exp(1), Math.exp(3))).interval();
        Score.Interval three = new Rounds(List.of(Math.exp(1), Math.exp(2), Math.exp(6))).interval();

        assertThat(two).isNotNull();
        assertThat(Math.log(two.low())).isCloseTo(2 - 12.7062, within(1e-4));
        assertThat(Math.log(two.high())).isCloseTo(2 + 12.7062, within(1e-4));
        assertThat(three).isNotNull();
        assertThat(Math.log(three.low())).isCloseTo(3 - 4.30265 * 1.52753, within(1e-4));
        assertThat(Math.log(three.high())).isCloseTo(3 + 4.30265 * 1.52753, within(1e-4));
    }

    @Test
    void one_round_has_no_interval() {
        assertThat(new Rounds(List.of(1.0)).interval()).isNull();
    }

    @Test
    void a_time_of_nothing_is_no_measurement() {
        assertThatThrownBy(() -> new Rounds(List.of(1.0, Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
