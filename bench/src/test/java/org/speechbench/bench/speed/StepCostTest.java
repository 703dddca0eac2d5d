package org.speechbench.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Score;

class StepCostTest {
    private static final Rounds SPEEDS = new Rounds(List.of(100.0, 400.0, 100.0, 400.0, 100.0, 400.0));

    private static Rounds figure(StepCost cost, Metric metric) {
        return Objects.requireNonNull(cost.figures().get(metric));
    }

    @Test
    void a_million_audio_seconds_take_their_hours_at_the_speed_of_the_step() {
        assertThat(figure(new StepCost(SPEEDS, 0, 0), Metrics.HOURS_PER_MILLION).geometricMean())
                .isCloseTo(1e6 / 200 / 3600, within(1e-12));
    }

    @Test
    void arithmetic_a_second_is_that_of_an_audio_second_times_the_speed() {
        assertThat(figure(new StepCost(SPEEDS, 45, 0), Metrics.TERAFLOPS).geometricMean())
                .isCloseTo(9, within(1e-12));
    }

    @Test
    void the_published_audio_takes_its_hours() {
        assertThat(figure(new StepCost(SPEEDS, 45, 7.2e8), Metrics.PUBLISHED_SCHEDULE)
                        .geometricMean())
                .isCloseTo(1000, within(1e-9));
    }

    @Test
    void what_is_not_known_has_no_figure() {
        assertThat(new StepCost(SPEEDS, 0, 0).figures()).containsOnlyKeys(Metrics.HOURS_PER_MILLION);
    }

    /** The fast end of the speed is the short end of the hours. */
    @Test
    void intervals_are_those_of_the_speed() {
        Score.Interval speed = SPEEDS.interval();
        Map<Metric, Rounds> figures = new StepCost(SPEEDS, 45, 0).figures();
        Score.Interval hours =
                Objects.requireNonNull(figures.get(Metrics.HOURS_PER_MILLION)).interval();
        Score.Interval flops =
                Objects.requireNonNull(figures.get(Metrics.TERAFLOPS)).interval();

        assertThat(speed).isNotNull();
        assertThat(hours).isNotNull();
        assertThat(flops).isNotNull();
        assertThat(hours.low()).isCloseTo(1e6 / 3600 / speed.high(), within(1e-9));
        assertThat(hours.high()).isCloseTo(1e6 / 3600 / speed.low(), within(1e-6));
        assertThat(flops.low()).isCloseTo(0.045 * speed.low(), within(1e-9));
    }
}
