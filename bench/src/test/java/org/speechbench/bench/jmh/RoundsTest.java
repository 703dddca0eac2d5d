package org.speechbench.bench.jmh;

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

    @Test
    void the_interval_holds_the_mean_and_stays_within_the_measurements() {
        Rounds rounds = new Rounds(List.of(1.0, 1.2, 0.9, 1.5, 1.1));
        Score.Interval interval = rounds.interval();

        assertThat(interval).isNotNull();
        assertThat(interval.low()).isGreaterThan(0.9).isLessThan(rounds.geometricMean());
        assertThat(interval.high()).isLessThan(1.5).isGreaterThan(rounds.geometricMean());
        assertThat(rounds.interval()).isEqualTo(interval);
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
