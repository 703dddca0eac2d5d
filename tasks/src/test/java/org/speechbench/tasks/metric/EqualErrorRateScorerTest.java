package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.tasks.Prediction;

class EqualErrorRateScorerTest {
    private static final EqualErrorRateScorer SCORER = new EqualErrorRateScorer();

    @Test
    void trials_that_are_told_apart_have_no_errors_and_reversed_ones_nothing_else() {
        assertThat(eer(trials("target 0.9", "target 0.8", "nontarget 0.3", "nontarget 0.1")))
                .isZero();
        assertThat(eer(trials("target 0.1", "target 0.3", "nontarget 0.8", "nontarget 0.9")))
                .isEqualTo(100);
    }

    @Test
    void one_of_four_targets_missed_and_one_of_four_others_accepted_are_25_per_cent() {
        assertThat(eer(trials(
                        "target 9",
                        "target 8",
                        "target 7",
                        "nontarget 6",
                        "target 5",
                        "nontarget 3",
                        "nontarget 2",
                        "nontarget 1")))
                .isCloseTo(25, within(1e-9));
    }

    /** ROC points (0, 1/2), (1/2, 1): between them 1/2 (1 - a) = a / 2 at a = 1/2. */
    @Test
    void trials_of_one_score_are_accepted_together() {
        assertThat(eer(trials("target 2", "target 1", "nontarget 1", "nontarget 0")))
                .isCloseTo(25, within(1e-9));
        assertThat(eer(trials("target 1", "target 1", "nontarget 1"))).isCloseTo(50, within(1e-9));
    }

    /** Two normal distributions at a distance of 2: the errors are equal half-way, at one deviation, 15.866 %. */
    @Test
    void normal_scores_have_the_error_of_the_normal_distribution() {
        SplittableRandom random = new SplittableRandom(7);
        java.util.Random normal = new java.util.Random(random.nextLong());
        List<Prediction> trials = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            boolean target = i % 2 == 0;
            double score = normal.nextGaussian() + (target ? 2 : 0);
            trials.add(trial(
                    i,
                    target ? "s" + i % 40 : "s" + i % 40 + "|s" + (i + 7) % 40,
                    target ? "target" : "nontarget",
                    Double.toString(score)));
        }
        Score score = SCORER.score(trials);
        assertThat(score.value()).isCloseTo(15.866, within(0.6));
        assertThat(score.n()).isEqualTo(40_000);
        assertThat(score.interval()).isNotNull();
        assertThat(score.interval().low()).isLessThan(score.value());
        assertThat(score.interval().high()).isGreaterThan(score.value());
    }

    @Test
    void the_order_of_trials_changes_nothing() {
        List<Prediction> trials =
                new ArrayList<>(trials("target 3", "nontarget 2.5", "target 2", "nontarget 1", "nontarget 0"));
        double first = eer(trials);
        java.util.Collections.reverse(trials);
        assertThat(eer(trials)).isEqualTo(first);
    }

    @Test
    void what_is_no_trial_is_refused_instead_of_scored() {
        assertThatThrownBy(() -> eer(trials("target NaN", "nontarget 0"))).hasMessageContaining("one number");
        assertThatThrownBy(() -> eer(trials("target high", "nontarget 0"))).hasMessageContaining("t0");
        assertThatThrownBy(() -> eer(trials("maybe 1", "nontarget 0"))).hasMessageContaining("nontarget");
        assertThatThrownBy(() -> eer(trials("target 1", "target 2"))).hasMessageContaining("needs trials");
        assertThatThrownBy(() -> SCORER.score(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static double eer(List<Prediction> trials) {
        return SCORER.score(trials).value();
    }

    private static List<Prediction> trials(String... kindsAndScores) {
        List<Prediction> trials = new ArrayList<>();
        for (String one : kindsAndScores) {
            String[] parts = one.split(" ");
            trials.add(trial(trials.size(), "s", parts[0], parts[1]));
        }
        return trials;
    }

    private static Prediction trial(int i, String speaker, String kind, String score) {
        return new Prediction("t" + i, speaker, List.of(kind), List.of(score));
    }

    @Test
    void without_a_speaker_the_trials_that_it_takes_part_in_are_gone() {
        List<Prediction> trials = List.of(
                trial(0, "a", "target", "4"),
                trial(1, "b", "target", "2"),
                trial(2, "c", "target", "5"),
                trial(3, "a|b", "nontarget", "3"),
                trial(4, "a|c", "nontarget", "1"),
                trial(5, "b|c", "nontarget", "0"));
        Statistic eer = SCORER.statistic(List.of(trials));
        assertThat(eer.units().keySet()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(eer.without("a"))
                .isEqualTo(SCORER.score(List.of(trials.get(1), trials.get(2), trials.get(5)))
                        .value());
        assertThat(eer.without("b")).isZero();
        assertThat(eer.without("nobody")).isEqualTo(eer.value());
    }

    /** Scores of one digit, so that many are equal. */
    @Test
    void without_each_speaker_the_rate_is_that_of_the_trials_that_remain() {
        SplittableRandom random = new SplittableRandom(3);
        List<Prediction> trials = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String one = "s" + random.nextInt(9);
            String other = random.nextBoolean() ? one : "s" + random.nextInt(9);
            int score = random.nextInt(6) + (one.equals(other) ? 2 : 0);
            trials.add(trial(
                    i,
                    EqualErrorRateScorer.speakers(one, other),
                    one.equals(other) ? "target" : "nontarget",
                    Integer.toString(score)));
        }
        Statistic eer = SCORER.statistic(List.of(trials));
        assertThat(eer.units()).hasSize(9);
        eer.units().keySet().forEach(speaker -> {
            List<Prediction> rest = trials.stream()
                    .filter(trial -> !SCORER.units(trial).contains(speaker))
                    .toList();
            assertThat(eer.without(speaker)).isEqualTo(eer(rest));
            assertThat(eer.units().get(speaker)).isEqualTo(trials.size() - rest.size());
        });
    }

    /** The whole test takes one to two seconds; when each speaker's trials were filtered, it took 26. */
    @Test
    void forty_thousand_trials_of_a_thousand_speakers_have_an_interval() {
        SplittableRandom random = new SplittableRandom(4);
        List<Prediction> trials = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            String one = "s" + random.nextInt(1000);
            String other = i % 2 == 0 ? one : "t" + one;
            trials.add(trial(
                    i,
                    EqualErrorRateScorer.speakers(one, other),
                    i % 2 == 0 ? "target" : "nontarget",
                    Double.toString(random.nextGaussian() + (i % 2 == 0 ? 1 : 0))));
        }
        Score score = SCORER.score(trials);
        assertThat(score.interval()).isNotNull();
        assertThat(score.value())
                .isBetween(score.interval().low(), score.interval().high());
    }

    @Test
    void the_second_speaker_of_a_file_of_before_is_unknown_and_there_is_no_interval() {
        assertThat(EqualErrorRateScorer.speakers("a", "a")).isEqualTo("a");
        assertThat(EqualErrorRateScorer.speakers("a", "b")).isEqualTo("a|b");
        assertThat(SCORER.units(trial(0, "a", "nontarget", "1"))).containsExactly("a", "");
        List<Prediction> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            trials.add(trial(i, "s" + i % 10, i % 2 == 0 ? "target" : "nontarget", Integer.toString(i * 7 % 11)));
        }
        assertThat(SCORER.score(trials).interval()).isNull();
    }

    /** Speakers differ in how much they resemble themselves and others; the truth is that of very many speakers. */
    @ParameterizedTest
    @CsvSource({"6", "12", "40"})
    void an_interval_over_both_speakers_misses_the_truth_in_at_most_7_per_cent(int speakers) {
        SplittableRandom random = new SplittableRandom(21);
        double truth = 0;
        for (int i = 0; i < 40; i++) {
            truth += SCORER.statistic(List.of(verification(random, 60))).value() / 40;
        }
        int simulated = Integer.getInteger("speechbench.trials", 400);
        int missed = 0;
        int given = 0;
        for (int i = 0; i < simulated; i++) {
            Score.Interval interval =
                    SCORER.score(verification(random, speakers)).interval();
            if (interval != null) {
                given++;
                missed += interval.low() > truth || interval.high() < truth ? 1 : 0;
            }
        }
        assertThat(given).isGreaterThan(9 * simulated / 10);
        double allowance = 2 * Math.sqrt(0.07 * 0.93 / simulated);
        assertThat(missed / (double) simulated).isLessThan(0.07 + allowance);
    }

    @Test
    void no_interval_is_given_where_every_speaker_is_told_from_every_other() {
        List<Prediction> trials = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String first = "s" + i % 8;
            trials.add(trial(
                    i,
                    i % 2 == 0 ? first : EqualErrorRateScorer.speakers(first, "s" + (i + 1) % 8),
                    i % 2 == 0 ? "target" : "nontarget",
                    Integer.toString(i % 2 == 0 ? 100 + i : i)));
        }
        Score score = SCORER.score(trials);
        assertThat(score.value()).isZero();
        assertThat(score.interval()).isNull();
    }

    /** Twelve targets a speaker, and trials of every two neighbours in a circle of six. */
    private static List<Prediction> verification(SplittableRandom random, int speakers) {
        double[] self = random.doubles(speakers).map(x -> random.nextGaussian()).toArray();
        double[] other =
                random.doubles(speakers).map(x -> random.nextGaussian()).toArray();
        List<Prediction> trials = new ArrayList<>();
        for (int a = 0; a < speakers; a++) {
            for (int k = 0; k < 12; k++) {
                double score = 2.5 + 0.5 * self[a] + random.nextGaussian();
                trials.add(trial(trials.size(), "s" + a, "target", Double.toString(score)));
            }
            for (int k = 1; k <= Math.min(6, speakers - 1); k++) {
                int b = (a + k) % speakers;
                for (int r = 0; r < 4; r++) {
                    double score = 0.4 * (other[a] + other[b]) + random.nextGaussian();
                    String both = EqualErrorRateScorer.speakers("s" + a, "s" + b);
                    trials.add(trial(trials.size(), both, "nontarget", Double.toString(score)));
                }
            }
        }
        return trials;
    }
}
