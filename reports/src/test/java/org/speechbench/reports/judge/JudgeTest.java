package org.speechbench.reports.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static Estimate estimate(double value, double error) {
        return new Estimate(value, error, 0, 19, Units.equal("speakers", 20), 1, Scope.MODELS);
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
                Estimate estimate = new Estimate(t, 1, skewness, 11, Units.equal("speakers", 12), 1, Scope.MODELS);
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
        Units uneven = Units.of("speakers", new double[] {300, 10, 10, 10, 10, 10, 10, 10});
        Finding finding = Judge.ofFamily(1)
                .answer(Question.of(new Estimate(5, 0.1, 0, uneven.effective() - 1, uneven, 1, Scope.MODELS), 0));
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

    @Test
    void units_that_all_differ_by_the_same_prove_no_more_than_as_many_equal_signs() {
        Estimate estimate = new Estimate(1, 0, 0, 5, Units.equal("speakers", 6), 1, Scope.MODELS);
        assertThat(estimate.p()).isCloseTo(1 / 32.0, within(1e-12));
        assertThat(Judge.ofFamily(2).answer(Question.of(estimate, 0)).verdict()).isEqualTo(Verdict.UNDECIDED);
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
