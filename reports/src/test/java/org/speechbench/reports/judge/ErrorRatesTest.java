package org.speechbench.reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Rate;
import org.speechbench.core.statistics.Units;

/**
 * How often the judge errs, by simulation with fixed seeds. {@code -Dspeechbench.trials=20000} for a long run; the
 * bounds of intervals allow for the error of the simulation.
 */
class ErrorRatesTest {
    private static final int TRIALS = Integer.getInteger("speechbench.trials", 1500);
    /** Two standard errors of a share of 7 %: 1.3 points in the short run, 0.4 in a long one. */
    private static final double ALLOWANCE = 2 * Math.sqrt(0.07 * 0.93 / TRIALS);

    private enum Effects {
        NORMAL(SplittableRandom::nextGaussian),
        HEAVY(r -> r.nextGaussian() / Math.sqrt((sq(r) + sq(r) + sq(r)) / 3)),
        SKEWED(r -> -Math.log(1 - r.nextDouble()) - 1),
        LOGNORMAL(r -> Math.exp(0.5 * r.nextGaussian()) - Math.exp(0.125));

        private final ToDoubleFunction<SplittableRandom> draw;

        Effects(ToDoubleFunction<SplittableRandom> draw) {
            this.draw = draw;
        }

        private static double sq(SplittableRandom r) {
            double x = r.nextGaussian();
            return x * x;
        }
    }

    /** Words of each speaker. */
    private static double[] sizes(String kind, int speakers, SplittableRandom random) {
        double[] sizes = new double[speakers];
        for (int g = 0; g < speakers; g++) {
            sizes[g] = switch (kind) {
                case "equal" -> 100;
                case "one_large" -> g == 0 ? 300 : 100;
                default -> Math.exp(4.6 + 0.7 * random.nextGaussian());
            };
        }
        return sizes;
    }

    private static Map<String, Rate.Contribution> training(double[] sizes, double[] rates) {
        Map<String, Rate.Contribution> speakers = new HashMap<>();
        for (int g = 0; g < sizes.length; g++) {
            speakers.put("speaker" + g, new Rate.Contribution(sizes[g] * rates[g] / 100, sizes[g]));
        }
        return speakers;
    }

    private static ScoreEvidence evidence(
            List<Map<String, Rate.Contribution>> candidate,
            List<Map<String, Rate.Contribution>> baseline,
            boolean higherIsBetter) {
        return new ScoreEvidence(sample(candidate), sample(baseline), "speakers", higherIsBetter);
    }

    private static Sample sample(List<Map<String, Rate.Contribution>> trainings) {
        return Sample.ofTrainings(trainings.stream().map(Rate::of).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, equal, 6",
        "HEAVY, equal, 6",
        "SKEWED, equal, 6",
        "NORMAL, equal, 12",
        "HEAVY, one_large, 12",
        "SKEWED, one_large, 12",
        "NORMAL, uneven, 12",
        "NORMAL, equal, 40",
        "HEAVY, uneven, 40",
        "SKEWED, uneven, 40",
        "NORMAL, uneven, 40"
    })
    void an_interval_of_95_per_cent_misses_the_truth_in_at_most_7_per_cent(Effects effects, String kind, int speakers) {
        SplittableRandom random = new SplittableRandom(11);
        int given = 0;
        int missed = 0;
        for (int i = 0; i < TRIALS; i++) {
            double[] sizes = sizes(kind, speakers, random);
            double[] better = new double[speakers];
            double[] base = new double[speakers];
            for (int g = 0; g < speakers; g++) {
                base[g] = 30 + 8 * random.nextGaussian();
                better[g] = base[g] + 3 * effects.draw.applyAsDouble(random);
            }
            Estimate estimate = evidence(List.of(training(sizes, better)), List.of(training(sizes, base)), true)
                    .question(0, Scope.RECIPE)
                    .estimate();
            if (estimate.isTestable(0.05)) {
                given++;
                var interval = estimate.interval(0.05);
                missed += interval.low() > 0 || interval.high() < 0 ? 1 : 0;
            }
        }
        assertThat(given).isGreaterThan(TRIALS / 2);
        double share = missed / (double) given;
        assertThat(share).isLessThan(0.07 + ALLOWANCE);
        if (kind.equals("equal") && speakers == 40) {
            assertThat(share).isGreaterThan(0.03);
        }
    }

    /** One of so many comparisons, as often as it takes to see its few errors. */
    @ParameterizedTest
    @CsvSource({"SKEWED, 8, 6", "SKEWED, 11, 45", "SKEWED, 14, 45", "SKEWED, 24, 45", "LOGNORMAL, 12, 45"})
    void one_of_many_comparisons_errs_in_at_most_one_and_a_half_times_its_share_of_cases(
            Effects effects, int speakers, int comparisons) {
        SplittableRandom random = new SplittableRandom(16);
        Map<String, Double> sizes = new HashMap<>();
        for (int g = 0; g < speakers; g++) {
            sizes.put("speaker" + g, 1.0);
        }
        Units units = Units.of("speakers", sizes);
        double alpha = Judge.ofFamily(comparisons).alpha();
        int cases = Math.max(60_000, 20 * TRIALS);
        int errors = 0;
        for (int i = 0; i < cases; i++) {
            double[] gained = new double[speakers];
            Arrays.setAll(gained, g -> effects.draw.applyAsDouble(random));
            double sum = Arrays.stream(gained).sum();
            double[] without =
                    Arrays.stream(gained).map(x -> (sum - x) / (speakers - 1)).toArray();
            Estimate estimate = Estimate.jackknife(sum / speakers, without, units, null);
            boolean extreme = Math.abs(estimate.value()) > 2 * estimate.error();
            errors += extreme && estimate.p() <= alpha ? 1 : 0;
        }
        double most = 1.5 * alpha * cases;
        assertThat((double) errors).isLessThan(most + 2 * Math.sqrt(most));
    }

    /** Spread of pre-training seeds and of speakers in points, as measured on AN4 and on LibriSpeech's test-other. */
    @ParameterizedTest
    @CsvSource({"3.5, 3.4, 6, 3", "0.9, 3.4, 6, 3", "1.1, 2.5, 33, 3", "2.5, 26, 72, 5", "3.5, 3.4, 40, 5"})
    void one_recipe_under_two_labels_is_called_different_in_at_most_6_per_cent(
            double bySeed, double bySpeaker, int speakers, int seeds) {
        SplittableRandom random = new SplittableRandom(12);
        int different = 0;
        for (int i = 0; i < TRIALS; i++) {
            double[] difficulty = new double[speakers];
            for (int g = 0; g < speakers; g++) {
                difficulty[g] = 40 + bySpeaker * random.nextGaussian();
            }
            Finding finding = Judge.ofFamily(1)
                    .answer(evidence(
                                    trainings(difficulty, bySeed, bySpeaker, seeds, random),
                                    trainings(difficulty, bySeed, bySpeaker, seeds, random),
                                    false)
                            .question(0, Scope.RECIPE));
            assertThat(finding.question().scope()).isEqualTo(Scope.RECIPE);
            different += finding.verdict() == Verdict.UNDECIDED ? 0 : 1;
        }
        assertThat(different / (double) TRIALS).isLessThan(0.06);
    }

    private static List<Map<String, Rate.Contribution>> trainings(
            double[] difficulty, double bySeed, double bySpeaker, int seeds, SplittableRandom random) {
        double[] sizes = sizes("equal", difficulty.length, random);
        List<Map<String, Rate.Contribution>> trainings = new ArrayList<>();
        for (int s = 0; s < seeds; s++) {
            double shift = bySeed * random.nextGaussian();
            double[] rates = new double[difficulty.length];
            for (int g = 0; g < rates.length; g++) {
                rates[g] = difficulty[g] + shift + bySpeaker / 2 * random.nextGaussian();
            }
            trainings.add(training(sizes, rates));
        }
        return trainings;
    }

    @Test
    void of_six_equal_upstreams_any_is_called_better_than_another_in_at_most_6_per_cent() {
        SplittableRandom random = new SplittableRandom(13);
        int claimed = 0;
        for (int i = 0; i < TRIALS; i++) {
            double[] sizes = sizes("equal", 20, random);
            List<Map<String, Rate.Contribution>> upstreams = new ArrayList<>();
            for (int u = 0; u < 6; u++) {
                double[] rates = new double[20];
                for (int g = 0; g < 20; g++) {
                    rates[g] = 30 + 5 * random.nextGaussian();
                }
                upstreams.add(training(sizes, rates));
            }
            List<Question> questions = new ArrayList<>();
            for (int a = 0; a < 6; a++) {
                for (int b = 0; b < a; b++) {
                    questions.add(Question.of(
                            evidence(List.of(upstreams.get(a)), List.of(upstreams.get(b)), false)
                                    .question(0, Scope.RECIPE)
                                    .estimate(),
                            0));
                }
            }
            claimed += Judge.answers(questions).stream().anyMatch(f -> f.verdict() != Verdict.UNDECIDED) ? 1 : 0;
        }
        assertThat(claimed / (double) TRIALS).isLessThan(0.06);
    }

    /** Sessions of 20 rounds; rounds vary by 4.7 %, sessions by 2 to 6 %. */
    @ParameterizedTest
    @CsvSource({"0.02, 6, 6", "0.06, 8, 8", "0.02, 5, 1", "0.06, 5, 1", "0.03, 9, 2", "0.03, 1, 5"})
    void noise_of_sessions_makes_nothing_worse_beyond_5_per_cent_of_cases(double bySession, int before, int now) {
        SplittableRandom random = new SplittableRandom(14);
        int worse = 0;
        for (int i = 0; i < TRIALS; i++) {
            Estimate estimate =
                    TimingEvidence.bySession(sessions(now, bySession, random), sessions(before, bySession, random));
            Finding finding = Judge.ofFamily(1).oneSided().answer(Question.of(estimate, 0));
            assertThat(finding.interval()).isNotNull();
            worse += finding.verdict() == Verdict.WORSE ? 1 : 0;
        }
        // With no margin at all, a one-sided question of one figure errs in exactly 5 % of cases.
        assertThat(worse / (double) TRIALS).isLessThan(0.05 + 2 * Math.sqrt(0.05 * 0.95 / TRIALS));
    }

    private static List<double[]> sessions(int number, double bySession, SplittableRandom random) {
        List<double[]> sessions = new ArrayList<>();
        for (int s = 0; s < number; s++) {
            double shift = bySession * random.nextGaussian();
            double[] rounds = new double[20];
            for (int r = 0; r < rounds.length; r++) {
                rounds[r] = shift + 0.047 * random.nextGaussian();
            }
            sessions.add(rounds);
        }
        return sessions;
    }
}
