package org.speechbench.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score;

class EstimateTest {
    private static final double[] VALUES = {3, 1, 4, 1, 5, 9, 2, 6};

    /** The standard deviation over the root of 8, and the quantile of Student's t with 7 degrees of freedom. */
    @Test
    void a_mean_has_the_standard_error_and_without_skewness_the_interval_of_student() {
        Estimate mean = Estimate.mean(VALUES, "rounds");
        assertThat(mean.value()).isEqualTo(3.875);
        assertThat(mean.error()).isCloseTo(0.9716977, within(1e-6));
        Estimate straight = new Estimate(3.875, mean.error(), 0, mean.degrees(), mean.units());
        Score.Interval interval = straight.interval(0.05);
        assertThat(interval.high() - 3.875).isCloseTo(2.3646 * mean.error(), within(1e-3));
        assertThat(3.875 - interval.low()).isCloseTo(2.3646 * mean.error(), within(1e-3));
        assertThat(mean.interval(0.05).high()).isGreaterThanOrEqualTo(interval.high());
        assertThat(mean.interval(0.05).low()).isLessThanOrEqualTo(interval.low());
    }

    @Test
    void the_jackknife_of_a_mean_is_its_standard_error() {
        double[] without = new double[VALUES.length];
        for (int i = 0; i < without.length; i++) {
            without[i] = (31 - VALUES[i]) / 7;
        }
        Estimate jackknife = Estimate.jackknife(31 / 8.0, without, Units.equal("rounds", 8), null);
        Estimate mean = Estimate.mean(VALUES, "rounds");
        assertThat(jackknife.error()).isCloseTo(mean.error(), within(1e-12));
        assertThat(jackknife.skewness()).isCloseTo(mean.skewness(), within(1e-12));
        assertThat(jackknife.degrees()).isEqualTo(mean.degrees());
        without[3] = Double.NaN;
        assertThat(Estimate.jackknife(31 / 8.0, without, Units.equal("rounds", 8), null)
                        .isTestable(0.05))
                .isFalse();
    }

    @Test
    void a_rate_without_a_speaker_is_that_of_all_others_whatever_their_order() {
        Map<String, Rate.Contribution> speakers = new HashMap<>();
        for (int s = 0; s < 9; s++) {
            speakers.put("s" + s, new Rate.Contribution(s, 10 + s));
        }
        Rate all = Rate.of(speakers);
        Rate.Contribution gone = speakers.remove("s4");
        assertThat(all.without("s4")).isCloseTo(Rate.of(speakers).value(), within(1e-12));
        assertThat(all.without("nobody")).isEqualTo(all.value());
        speakers.put("s4", gone);
        speakers.put("silent", Rate.Contribution.NONE);
        assertThat(Rate.of(speakers).units()).hasSize(9).containsEntry("s4", 14.0);
        assertThat(Rate.of(speakers).estimate("speakers")).isEqualTo(all.estimate("speakers"));
    }

    @Test
    void units_of_unequal_size_count_as_fewer() {
        assertThat(Units.of("speakers", Map.of("a", 5.0, "b", 5.0, "c", 5.0)).effective())
                .isEqualTo(3);
        assertThat(Units.of("speakers", Map.of("a", 4.0, "b", 2.0)).effective()).isCloseTo(1.8, within(1e-12));
        assertThat(Units.of("speakers", Map.of()).effective()).isZero();
    }

    @Test
    void a_mean_of_scores_leaves_out_what_is_not_defined_without_a_unit() {
        Rate one = Rate.of(Map.of("a", new Rate.Contribution(1, 4)));
        Rate other = Rate.of(Map.of("b", new Rate.Contribution(3, 4)));
        Mean mean = new Mean(List.of(one, other));
        assertThat(mean.value()).isEqualTo(50);
        assertThat(mean.without("a")).isEqualTo(75);
        assertThat(mean.without("b")).isEqualTo(25);
        assertThat(new Mean(List.of(one)).without("a")).isNaN();
    }

    @Test
    void a_further_part_of_the_error_is_added_in_squares_and_limits_the_degrees_of_freedom() {
        Estimate estimate = new Estimate(1, 3, 0.4, 11, Units.equal("speakers", 12)).plus(16, 2);
        assertThat(estimate.error()).isEqualTo(5);
        assertThat(estimate.degrees()).isEqualTo(2);
        assertThat(estimate.skewness()).isCloseTo(0.4 * Math.pow(9.0 / 25, 1.5), within(1e-12));
    }

    private static final Score.Interval POINTS = new Score.Interval(-100, 100);

    /** Sixteen speakers, of whom one is three times as large as each of the others. */
    private static Units speakers() {
        Map<String, Double> sizes = new HashMap<>();
        for (int s = 0; s < 16; s++) {
            sizes.put("s" + s, s == 0 ? 3.0 : 1.0);
        }
        return Units.of("speakers", sizes);
    }

    @Test
    void p_and_interval_agree_at_small_levels_too_and_are_wider_there_than_those_of_student() {
        for (double degrees : new double[] {2, speakers().effective() - 1}) {
            for (double skewness : new double[] {-0.5, 0, 0.2}) {
                for (double t = -15; t <= 15; t += 0.1) {
                    Estimate estimate = new Estimate(t, 1, skewness, degrees, speakers());
                    for (int family : new int[] {1, 2, 45}) {
                        Score.Interval interval = estimate.interval(0.05 / family);
                        assertThat(estimate.p() <= 0.05 / family)
                                .as("%s %s %s %s", degrees, skewness, t, family)
                                .isEqualTo(interval.low() > 0 || interval.high() < 0);
                    }
                }
            }
        }
        Estimate skewed = new Estimate(5, 1, 0, 15, Units.of("speakers", equalSizes(16)));
        Estimate symmetric = new Estimate(5, 1, 0, 15, Units.equal("rounds", 16));
        assertThat(skewed.interval(0.05)).isEqualTo(symmetric.interval(0.05));
        assertThat(skewed.p()).isCloseTo(0.05 * Math.pow(symmetric.p() / 0.05, 1 / 1.5), within(1e-9));
        assertThat(skewed.interval(0.001).low())
                .isLessThan(symmetric.interval(0.001).low());
    }

    private static Map<String, Double> equalSizes(int number) {
        Map<String, Double> sizes = new HashMap<>();
        for (int s = 0; s < number; s++) {
            sizes.put("s" + s, 10.0);
        }
        return sizes;
    }

    @Test
    void the_smaller_the_chance_of_an_error_the_more_speakers_are_needed_but_not_rounds() {
        Units speakers = Units.of("speakers", equalSizes(10));
        assertThat(speakers.fewest(0.05)).isEqualTo(6);
        assertThat(speakers.fewest(0.05 / 25)).isEqualTo(10);
        assertThat(speakers.fewest(0.05 / 26)).isEqualTo(11);
        assertThat(Units.equal("rounds", 10).fewest(0.05 / 45)).isEqualTo(6);
    }

    /** Of six equal speakers, 46 % of all may differ from them: (1 - 0.459)^6 = 0.025. */
    @Test
    void where_no_speaker_differs_from_another_the_interval_has_what_unseen_ones_may_do() {
        Units six = Units.of("speakers", equalSizes(6));
        Score.Interval interval = new Estimate(0, 0, 0, 5, six, POINTS).interval(0.05);
        assertThat(interval.high()).isCloseTo(45.93, within(0.01));
        assertThat(interval.low()).isEqualTo(-interval.high());
        assertThat(new Estimate(0, 0, 0, 5, six, POINTS).p()).isEqualTo(1);
        assertThat(new Estimate(100, 0, 0, 5, six, POINTS).p()).isCloseTo(1 / 32.0, within(1e-12));
        for (double value = -100; value <= 100; value += 0.5) {
            Estimate estimate = new Estimate(value, 0, 0, 5, six, POINTS);
            Score.Interval found = estimate.interval(0.05);
            assertThat(estimate.p() <= 0.05).as("%s", value).isEqualTo(found.low() > 0 || found.high() < 0);
        }
        double seen = new Estimate(0, 0, 0, 5, six, POINTS).detectable(0.05, 0.8);
        assertThat(new Estimate(seen, 0, 0, 5, six, POINTS).p()).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void nothing_is_said_of_a_score_of_trials_that_no_speaker_changes() {
        Statistic trials = new Statistic() {
            @Override
            public double value() {
                return 0;
            }

            @Override
            public double without(String unit) {
                return 0;
            }

            @Override
            public Map<String, Double> units() {
                return equalSizes(40);
            }
        };
        assertThat(trials.estimate("speakers").isTestable(0.05)).isFalse();
    }
}
