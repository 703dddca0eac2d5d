package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score.Interval;

class PairedBootstrapTest {
    @Test
    void a_system_does_not_differ_from_itself() {
        List<PairedUtterance> utterances = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            utterances.add(said("s" + i % 8, i % 5, i % 5, 10));
        }
        PairedDifference same = PairedBootstrap.of(utterances);
        assertThat(same).isEqualTo(new PairedDifference(20, 20, new Interval(0, 0), 1, 8, 40));
    }

    @Test
    void one_point_for_every_speaker_is_one_point_in_every_draw() {
        List<PairedUtterance> utterances = new ArrayList<>();
        for (int s = 0; s < 6; s++) {
            utterances.add(said("s" + s, 20, 21, 100));
        }
        PairedDifference difference = PairedBootstrap.of(utterances);
        assertThat(difference.first()).isEqualTo(20);
        assertThat(difference.second()).isEqualTo(21);
        assertThat(difference.interval()).isEqualTo(new Interval(-1, -1));
        assertThat(difference.p()).isEqualTo(2.0 / (PairedBootstrap.DRAWS + 1));
    }

    /** A rate is also a score of clusters: the same draws, though fewer. */
    @Test
    void scores_of_clusters_are_compared_as_rates_are() {
        SplittableRandom random = new SplittableRandom(9);
        List<PairedUtterance> utterances = new ArrayList<>();
        int[][] errors = new int[12][2];
        for (int s = 0; s < errors.length; s++) {
            errors[s] = new int[] {random.nextInt(10, 30), random.nextInt(15, 35)};
            utterances.add(said(String.format("s%02d", s), errors[s][0], errors[s][1], 100));
        }
        PairedDifference rates = PairedBootstrap.of(utterances);
        PairedDifference clusters = PairedBootstrap.ofClusters(
                List.of(times -> rate(times, errors, 0)), List.of(times -> rate(times, errors, 1)), 12, 12);
        assertThat(clusters.first()).isCloseTo(rates.first(), within(1e-9));
        assertThat(clusters.second()).isCloseTo(rates.second(), within(1e-9));
        assertThat(clusters.interval().low()).isCloseTo(rates.interval().low(), within(0.4));
        assertThat(clusters.interval().high()).isCloseTo(rates.interval().high(), within(0.4));
        assertThat(clusters.p()).isCloseTo(rates.p(), within(0.02));
    }

    private static double rate(int[] times, int[][] errors, int system) {
        double sum = 0;
        int n = 0;
        for (int s = 0; s < times.length; s++) {
            sum += times[s] * errors[s][system];
            n += times[s];
        }
        return sum / n;
    }

    /** Draws in which a score is not defined are left out. */
    @Test
    void clusters_without_a_score_say_nothing() {
        PairedDifference difference = PairedBootstrap.ofClusters(
                List.of(times -> times[0] == 0 ? Double.NaN : 20), List.of(times -> 30), 6, 6);
        assertThat(difference.interval()).isEqualTo(new Interval(-10, -10));
        assertThat(difference.p()).isLessThan(0.01);
    }

    @Test
    void a_difference_that_one_speaker_of_many_carries_is_not_one() {
        List<PairedUtterance> utterances = new ArrayList<>();
        utterances.add(said("s0", 0, 90, 100));
        for (int s = 1; s < 20; s++) {
            utterances.add(said("s" + s, 10, 10, 100));
        }
        PairedDifference difference = PairedBootstrap.of(utterances);
        assertThat(difference.difference()).isCloseTo(9.5 - 14, within(1e-9));
        // He is left out of a draw with probability (19/20)^20 = 0.358; the difference is then zero.
        assertThat(difference.p()).isCloseTo(2 * 0.358, within(0.03));
        assertThat(difference.interval().low()).isNegative();
        assertThat(difference.interval().high()).isPositive();
    }

    @Test
    void the_interval_is_that_of_student_by_the_spread_of_the_draws() {
        // Two speakers, equally long: a draw has the first 0, 1 or 2 times, differences 0, -5, -10, chances 1:2:1.
        PairedDifference difference = PairedBootstrap.of(List.of(said("a", 0, 10, 100), said("b", 7, 7, 100)));
        // A standard error of 3.54 times sqrt(2) is 5.0: t is 1 with one degree of freedom, which has p 0.5, and 12.7
        // such
        // errors on either side hold 95 %.
        assertThat(difference.interval().low()).isCloseTo(-5 - 12.706 * 5, within(1.0));
        assertThat(difference.interval().high()).isCloseTo(-5 + 12.706 * 5, within(1.0));
        assertThat(difference.p()).isCloseTo(0.5, within(0.02));
        assertThat(difference.tooFewSpeakers()).isTrue();
    }

    @Test
    void utterances_of_a_speaker_are_not_independent() {
        List<PairedUtterance> spread = new ArrayList<>();
        List<PairedUtterance> heaped = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int errors = i % 2 == 0 ? 4 : 1;
            spread.add(said("s" + i, errors, 2, 10));
            heaped.add(said("s" + i % 6, errors, 2, 10));
        }
        assertThat(PairedBootstrap.of(spread).p()).isLessThan(0.05);
        assertThat(PairedBootstrap.of(heaped).p()).isGreaterThan(0.1);
    }

    @Test
    void pooled_seeds_give_the_mean_of_their_rates() {
        List<PairedUtterance> utterances = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            utterances.add(new PairedUtterance(
                    "s" + s,
                    List.of(new Ratio(1, 10), new Ratio(3, 10), new Ratio(5, 10)),
                    List.of(new Ratio(3, 10), new Ratio(3, 10), new Ratio(3, 10))));
        }
        PairedDifference pooled = PairedBootstrap.of(utterances);
        assertThat(pooled.first()).isEqualTo((10 + 30 + 50) / 3.0);
        assertThat(pooled.difference()).isZero();
        assertThat(pooled.p()).isEqualTo(1);
        assertThat(PairedBootstrap.of(ofSeed(utterances, 0)).difference()).isEqualTo(-20);
    }

    @Test
    void the_same_seed_many_times_over_is_no_more_evidence() {
        List<PairedUtterance> once = noise(new SplittableRandom(3), 9);
        List<PairedUtterance> often = once.stream()
                .map(u -> new PairedUtterance(
                        u.speaker(),
                        Collections.nCopies(5, u.first().get(0)),
                        Collections.nCopies(5, u.second().get(0))))
                .toList();
        assertThat(PairedBootstrap.of(often)).isEqualTo(PairedBootstrap.of(once));
    }

    @Test
    void the_order_of_utterances_changes_nothing() {
        List<PairedUtterance> utterances = new ArrayList<>(noise(new SplittableRandom(5), 7));
        PairedDifference before = PairedBootstrap.of(utterances);
        Collections.shuffle(utterances, new Random(1));
        assertThat(PairedBootstrap.of(utterances)).isEqualTo(before);
    }

    @Test
    void with_five_speakers_one_in_twenty_differences_that_are_chance_is_called_real() {
        SplittableRandom random = new SplittableRandom(11);
        int trials = 400;
        int real = 0;
        int outside = 0;
        for (int trial = 0; trial < trials; trial++) {
            PairedDifference difference = PairedBootstrap.of(noise(random, 5));
            real += difference.p() <= 0.05 ? 1 : 0;
            outside += difference.interval().low() > 0 || difference.interval().high() < 0 ? 1 : 0;
        }
        // Three standard errors of 5 % in 400 trials are 3.3 %.
        assertThat(100.0 * real / trials).isBetween(1.7, 8.3);
        assertThat(100.0 * outside / trials).isBetween(1.7, 8.3);
    }

    @Test
    void one_speaker_is_no_evidence() {
        assertThat(PairedBootstrap.of(List.of(said("a", 0, 9, 10))).p()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_paired_is_refused() {
        PairedUtterance two =
                new PairedUtterance("a", List.of(new Ratio(1, 2), new Ratio(1, 2)), List.of(new Ratio(1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> PairedBootstrap.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedBootstrap.of(List.of(said("b", 1, 1, 2), two)))
                .withMessageContaining("same seeds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedBootstrap.of(List.of(new PairedUtterance("a", List.of(), List.of()))));
        assertThatIllegalArgumentException().isThrownBy(() -> said("", 1, 1, 2));
    }

    /** Speakers whose true differences have mean zero. */
    private static List<PairedUtterance> noise(SplittableRandom random, int speakers) {
        List<PairedUtterance> utterances = new ArrayList<>();
        for (int s = 0; s < speakers; s++) {
            double shift = (random.nextInt(7) + random.nextInt(7) - 6) / 100.0;
            for (int u = 0; u < 10; u++) {
                utterances.add(said("s" + s, errors(random, 0.3 + shift), errors(random, 0.3 - shift), 10));
            }
        }
        return utterances;
    }

    private static int errors(SplittableRandom random, double rate) {
        int errors = 0;
        for (int word = 0; word < 10; word++) {
            errors += random.nextDouble() < rate ? 1 : 0;
        }
        return errors;
    }

    private static List<PairedUtterance> ofSeed(List<PairedUtterance> utterances, int seed) {
        return utterances.stream()
                .map(u -> new PairedUtterance(
                        u.speaker(),
                        List.of(u.first().get(seed)),
                        List.of(u.second().get(seed))))
                .toList();
    }

    private static PairedUtterance said(String speaker, int first, int second, int words) {
        return new PairedUtterance(speaker, List.of(new Ratio(first, words)), List.of(new Ratio(second, words)));
    }
}
