package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.metric.Alignment.Pair;

class AlignmentTest {
    @Test
    void each_kind_of_edit_is_counted() {
        Alignment alignment = of("the cat sat on the mat", "a cat on the the mat");
        // the -> a, sat deleted, one the inserted; three substitutions would do as well, but match less
        assertThat(alignment.counts()).isEqualTo(new ErrorCounts(1, 1, 1, 6));
        assertThat(alignment.pairs())
                .startsWith(new Pair("the", "a"), new Pair("cat", "cat"), new Pair("sat", null), new Pair("on", "on"))
                .endsWith(new Pair("mat", "mat"));
    }

    @Test
    void an_empty_hypothesis_is_all_deletions_and_an_empty_reference_all_insertions() {
        assertThat(of("a b c", "").counts()).isEqualTo(new ErrorCounts(0, 3, 0, 3));
        assertThat(of("", "a b").counts()).isEqualTo(new ErrorCounts(0, 0, 2, 0));
        assertThat(of("", "").pairs()).isEmpty();
    }

    @Test
    void the_distance_of_kitten_and_sitting_is_three() {
        assertThat(of("k i t t e n", "s i t t i n g").counts()).isEqualTo(new ErrorCounts(2, 0, 1, 6));
    }

    @RepeatedTest(50)
    void the_alignment_is_a_cheapest_one_and_a_metric(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<String> a = tokens(random);
        List<String> b = tokens(random);
        List<String> c = tokens(random);
        int ab = errors(a, b);
        assertThat(ab).isEqualTo(recursive(a, b)).isEqualTo(errors(b, a));
        assertThat(ab).isLessThanOrEqualTo(errors(a, c) + errors(c, b));
        assertThat(ab).isBetween(Math.abs(a.size() - b.size()), Math.max(a.size(), b.size()));
        assertThat(errors(a, a)).isZero();
    }

    @RepeatedTest(20)
    void the_pairs_hold_reference_and_hypothesis_in_order(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(1000 + repetition.getCurrentRepetition());
        List<String> a = tokens(random);
        List<String> b = tokens(random);
        Alignment alignment = Alignment.of(a, b);
        assertThat(alignment.pairs().stream().map(Pair::reference).filter(Objects::nonNull))
                .containsExactlyElementsOf(a);
        assertThat(alignment.pairs().stream().map(Pair::hypothesis).filter(Objects::nonNull))
                .containsExactlyElementsOf(b);
        assertThat(alignment.counts().references()).isEqualTo(a.size());
    }

    /** The definition, exponential in length, hence the short lists. */
    private static int recursive(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.size() + b.size();
        }
        List<String> restA = a.subList(1, a.size());
        List<String> restB = b.subList(1, b.size());
        int pair = recursive(restA, restB) + (a.get(0).equals(b.get(0)) ? 0 : 1);
        return Math.min(pair, 1 + Math.min(recursive(restA, b), recursive(a, restB)));
    }

    private static int errors(List<String> a, List<String> b) {
        return Alignment.of(a, b).counts().errors();
    }

    private static List<String> tokens(SplittableRandom random) {
        List<String> tokens = new ArrayList<>();
        int length = random.nextInt(7);
        for (int i = 0; i < length; i++) {
            tokens.add(String.valueOf((char) ('a' + random.nextInt(3))));
        }
        return tokens;
    }

    private static Alignment of(String reference, String hypothesis) {
        return Alignment.of(split(reference), split(hypothesis));
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
