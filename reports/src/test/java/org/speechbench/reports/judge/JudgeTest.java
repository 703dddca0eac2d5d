package org.speechbench.reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Mean;
import org.speechbench.core.statistics.Rate;
import org.speechbench.core.statistics.Units;

class JudgeTest {
    private static Estimate estimate(double value, double error) {
        return new Estimate(value, error, 0, 19, Units.equal("speakers", 20));
    }

    @ParameterizedTest
    @CsvSource({
        " 3.0, 0.5, 0.0, BETTER",
        "-3.0, 0.5, 0.0, WORSE",
        " 0.5, 0.5, 0.0, UNDECIDED",
        " 0.0, 0.1, 0.0, UNDECIDED",
        " 0.1, 0.1, 0.5, EQUAL",
        " 0.4, 0.1, 0.5, UNDECIDED",
        " 0.9, 0.1, 0.5, BETTER",
        "-0.9, 0.1, 0.5, WORSE"
    })
    void a_verdict_says_where_the_interval_lies_against_the_margin(
            double value, double error, double margin, Verdict verdict) {
        assertThat(Judge.ofFamily(1)
                        .answer(Question.of(estimate(value, error), margin))
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void p_and_interval_never_disagree_whatever_the_skewness_and_the_family() {
        for (double skewness : new double[] {-0.6, -0.1, 0, 0.2, 0.5}) {
            for (double t = -6; t <= 6; t += 0.05) {
                Estimate estimate = new Estimate(t, 1, skewness, 11, Units.equal("speakers", 12));
                for (int family : new int[] {1, 7, 50}) {
                    Finding finding = Judge.ofFamily(family).answer(Question.of(estimate, 0));
                    boolean significant = finding.p() <= Judge.LEVEL;
                    boolean apart =
                            finding.interval().low() > 0 || finding.interval().high() < 0;
                    assertThat(significant).as("%s %s %s", skewness, t, family).isEqualTo(apart);
                }
            }
        }
    }

    @Test
    void nothing_is_said_about_fewer_than_six_effective_units() {
        Units uneven = Units.of(
                "speakers",
                Map.of("a", 300.0, "b", 10.0, "c", 10.0, "d", 10.0, "e", 10.0, "f", 10.0, "g", 10.0, "h", 10.0));
        Finding finding =
                Judge.ofFamily(1).answer(Question.of(new Estimate(5, 0.1, 0, uneven.effective() - 1, uneven), 0));
        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(finding.reason()).isEqualTo("8 speakers count as 1.5 of equal size; at least 6 are needed");
    }

    @Test
    void questions_that_cannot_be_tested_do_not_make_the_others_harder() {
        Question asked = Question.of(estimate(1, 0.4), 0);
        Finding alone = Judge.answers(List.of(asked)).get(0);
        Finding beside =
                Judge.answers(List.of(asked, Question.unanswerable("no score"))).get(0);
        assertThat(beside).isEqualTo(alone);
        assertThat(Judge.answers(List.of(asked, asked)).get(0).p()).isEqualTo(2 * alone.p());
    }

    private static Question speakers(int number) {
        Map<String, Double> sizes = new HashMap<>();
        for (int s = 0; s < number; s++) {
            sizes.put("s" + s, 1.0);
        }
        return Question.of(new Estimate(1, 0.3, 0, number - 1, Units.of("speakers", sizes)), 0);
    }

    @Test
    void many_comparisons_need_more_speakers_and_it_is_said_how_many() {
        List<Finding> ten = Judge.answers(Collections.nCopies(45, speakers(10)));
        assertThat(ten).extracting(Finding::verdict).containsOnly(Verdict.NOT_TESTABLE);
        assertThat(ten.get(0).reason())
                .isEqualTo("10 speakers; 45 comparisons need at least 11: plan fewer of them (claims)");
        assertThat(Judge.answers(Collections.nCopies(45, speakers(11))))
                .extracting(Finding::verdict)
                .doesNotContain(Verdict.NOT_TESTABLE);
        assertThat(Judge.answers(Collections.nCopies(25, speakers(10))))
                .extracting(Finding::verdict)
                .doesNotContain(Verdict.NOT_TESTABLE);
    }

    @Test
    void comparisons_of_too_few_speakers_for_so_many_do_not_make_the_others_harder() {
        List<Question> mixed = new ArrayList<>(Collections.nCopies(40, speakers(8)));
        mixed.addAll(Collections.nCopies(5, speakers(40)));
        List<Finding> findings = Judge.answers(mixed);
        assertThat(findings.subList(0, 40)).extracting(Finding::verdict).containsOnly(Verdict.NOT_TESTABLE);
        // Seven is the smallest family in which eight speakers are too few.
        assertThat(findings.get(40)).isEqualTo(Judge.ofFamily(7).answer(speakers(40)));
    }

    @Test
    void a_guard_never_answers_more_questions_than_its_family_has() {
        for (int questions = 1; questions < 60; questions++) {
            List<Finding> findings = Judge.guards(Collections.nCopies(questions, speakers(9)));
            boolean answered = findings.get(0).verdict() != Verdict.NOT_TESTABLE;
            assertThat(answered).as("%s", questions).isEqualTo(questions <= 25);
            if (answered) {
                assertThat(findings.get(0))
                        .isEqualTo(Judge.ofFamily(questions).oneSided().answer(speakers(9)));
            }
        }
    }

    @Test
    void six_speakers_who_make_no_errors_with_either_do_not_show_that_both_are_equal() {
        Map<String, Rate.Contribution> right = new HashMap<>();
        for (int s = 0; s < 6; s++) {
            right.put("s" + s, new Rate.Contribution(0, 50));
        }
        Sample sample = Sample.ofTrainings(List.of(Rate.of(right)));
        Finding finding = Judge.ofFamily(1)
                .answer(new ScoreEvidence(sample, sample, "speakers", false).question(1, Scope.MODELS));
        assertThat(finding.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(finding.excludesLoss()).isFalse();
    }

    @Test
    void the_variance_between_trainings_is_that_between_those_that_share_nothing() {
        Mean scores = new Mean(List.of(4, 6, 9, 11).stream()
                .map(errors -> Rate.of(Map.of("s", new Rate.Contribution(errors, 100))))
                .toList());
        // Two teachers with two students each: means of 5 and 10, whose mean has the variance 12.5 / 2.
        assertThat(new Sample(scores, List.of(1L, 1L, 2L, 2L), true).variance()).isCloseTo(6.25, within(1e-9));
        double squares = 3.5 * 3.5 + 1.5 * 1.5 + 1.5 * 1.5 + 3.5 * 3.5;
        assertThat(Sample.ofTrainings(scores.parts()).variance()).isCloseTo(squares / 3 / 4, within(1e-9));
        assertThat(new Sample(scores, List.of(), true).independent()).isEqualTo(1);
    }

    @Test
    void an_error_of_rounding_is_none() {
        Estimate rounded = new Estimate(100 / 7.0, 4e-15, 0.3, 5, Units.equal("speakers", 6));
        assertThat(rounded.p()).isCloseTo(1 / 32.0, within(1e-12));
    }

    @Test
    void units_that_all_differ_by_the_same_prove_no_more_than_as_many_equal_signs() {
        Estimate estimate = new Estimate(1, 0, 0, 5, Units.equal("speakers", 6));
        assertThat(estimate.p()).isCloseTo(1 / 32.0, within(1e-12));
        assertThat(Judge.ofFamily(2).answer(Question.of(estimate, 0)).verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void four_baseline_sessions_and_one_are_too_few_and_five_are_enough() {
        List<double[]> now = List.of(new double[] {0.9});
        List<double[]> before = List.of(
                new double[] {1.01}, new double[] {0.99}, new double[] {1.02}, new double[] {0.98}, new double[] {1});
        Finding few = Judge.ofFamily(1).answer(Question.of(TimingEvidence.bySession(now, before.subList(0, 4)), 0));
        assertThat(few.verdict()).isEqualTo(Verdict.NOT_TESTABLE);
        assertThat(few.reason()).isEqualTo("5 sessions; at least 6 are needed");
        Estimate enough = TimingEvidence.bySession(now, before);
        // The sum of squares is 0.001, of 4 degrees of freedom; the standard error has 1 + 1 / 5 of its mean.
        assertThat(enough.value()).isCloseTo(-0.1, within(1e-12));
        assertThat(enough.error()).isCloseTo(Math.sqrt(0.001 / 4 * 1.2), within(1e-12));
        assertThat(Judge.ofFamily(1).answer(Question.of(enough, 0)).verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void a_one_sided_question_is_answered_at_twice_the_level_and_p_agrees_with_its_interval() {
        for (double t = -6; t <= 6; t += 0.05) {
            Question question = Question.of(estimate(t, 1), 0);
            Finding one = Judge.ofFamily(7).oneSided().answer(question);
            assertThat(one.interval()).isEqualTo(estimate(t, 1).interval(0.1 / 7));
            assertThat(one.p() <= Judge.LEVEL)
                    .isEqualTo(one.interval().low() > 0 || one.interval().high() < 0);
        }
    }

    @Test
    void a_loss_is_excluded_where_the_whole_interval_lies_above_it() {
        assertThat(List.of(0.1, 0.2, 0.3, 2.0))
                .map(error -> Judge.ofFamily(1)
                        .answer(Question.of(estimate(0.3, error), 0.5))
                        .excludesLoss())
                .containsExactly(true, true, true, false);
    }

    @Test
    void only_what_two_measurements_both_show_stands() {
        Finding worse = answer(-3);
        Finding better = answer(3);
        Finding equal = answer(0);
        assertThat(worse.confirmedBy(answer(-2.9))).isEqualTo(worse);
        assertThat(worse.confirmedBy(equal).verdict()).isEqualTo(Verdict.EQUAL);
        assertThat(worse.confirmedBy(equal).interval()).isEqualTo(equal.interval());
        assertThat(worse.confirmedBy(equal).reason())
                .isEqualTo("one measurement says worse, the other equal within the margin");
        assertThat(worse.confirmedBy(better).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(better.confirmedBy(worse).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(equal.confirmedBy(worse).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(worse.confirmedBy(better).excludesLoss()).isFalse();
        assertThat(equal.confirmedBy(worse).excludesLoss()).isFalse();
    }

    private static Finding answer(double value) {
        return Judge.ofFamily(1).answer(Question.of(estimate(value, 0.1), 0.5));
    }

    @Test
    void the_detectable_difference_is_found_with_a_chance_of_about_eighty_per_cent() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(5);
        int found = 0;
        int trials = 2000;
        double detectable = Judge.ofFamily(4)
                .answer(Question.of(estimate(0, 1 / Math.sqrt(20)), 0))
                .detectable();
        for (int i = 0; i < trials; i++) {
            double[] gained = new double[20];
            for (int g = 0; g < gained.length; g++) {
                gained[g] = detectable + random.nextGaussian();
            }
            Estimate drawn = TimingEvidence.sideBySide(gained, new double[20]);
            found += Judge.ofFamily(4).answer(Question.of(drawn, 0)).verdict() == Verdict.BETTER ? 1 : 0;
        }
        assertThat(found / (double) trials).isCloseTo(Judge.POWER, within(0.08));
    }
}
