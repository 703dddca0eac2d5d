package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score;
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
            trials.add(trial(i, "s" + i % 40, target ? "target" : "nontarget", Double.toString(score)));
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

    /** Every speaker has a target above and one below, so that the errors are 50 % however speakers are drawn. */
    @Test
    void counted_once_clusters_give_the_score_itself_and_counted_twice_they_weigh_twice() {
        List<Prediction> trials = List.of(
                trial(0, "a", "target", "4"),
                trial(1, "a", "nontarget", "1"),
                trial(2, "b", "target", "2"),
                trial(3, "b", "nontarget", "3"));
        java.util.function.ToDoubleFunction<int[]> rate = SCORER.byCluster(trials, List.of("a", "b"));
        assertThat(rate.applyAsDouble(new int[] {1, 1}))
                .isEqualTo(SCORER.score(trials).value());
        assertThat(rate.applyAsDouble(new int[] {1, 0})).isZero();
        assertThat(rate.applyAsDouble(new int[] {0, 1})).isEqualTo(100);
        assertThat(rate.applyAsDouble(new int[] {0, 0})).isNaN();
        List<Prediction> doubled = new ArrayList<>(trials);
        doubled.add(trial(4, "b", "target", "2"));
        doubled.add(trial(5, "b", "nontarget", "3"));
        assertThat(rate.applyAsDouble(new int[] {1, 2}))
                .isEqualTo(SCORER.score(doubled).value());
    }
}
