package org.speechbench.tasks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.tasks.text.CharacterEncoder;
import org.speechbench.tasks.text.Ctc;

class BeamSearchTest {
    private static final double ALL = Double.POSITIVE_INFINITY;
    private static final Alphabet TINY = Alphabet.of(List.of("<s>", "|", "A", "B", "</s>"), 0);

    @TempDir
    Path folder;

    @RepeatedTest(10)
    void a_wide_beam_finds_every_sentence_with_the_sum_of_all_its_alignments(RepetitionInfo repetition) {
        float[][] logs = random(repetition.getCurrentRepetition(), 6, TINY.size());
        List<Hypothesis> found = new BeamSearch(10_000, 1, 1, ALL).nBest(logs, TINY, null);
        assertSame(found, AllPaths.nBest(logs, TINY, null, 0, 0));
    }

    @RepeatedTest(10)
    void with_a_language_model_the_scores_are_those_of_whole_sentences(RepetitionInfo repetition) {
        float[][] logs = random(100 + repetition.getCurrentRepetition(), 6, TINY.size());
        NgramModel model = new LastLetters();
        List<Hypothesis> found = new BeamSearch(10_000, 1.3, -0.4, ALL).nBest(logs, TINY, model);
        assertSame(found, AllPaths.nBest(logs, TINY, model, 1.3, -0.4));
    }

    @RepeatedTest(10)
    void a_narrow_beam_never_scores_a_sentence_above_its_worth(RepetitionInfo repetition) {
        float[][] logs = random(200 + repetition.getCurrentRepetition(), 6, TINY.size());
        List<Hypothesis> all = AllPaths.nBest(logs, TINY, null, 0, 0);
        List<Hypothesis> found = new BeamSearch(3, 0, 0, 2).nBest(logs, TINY, null);
        assertThat(found).hasSizeBetween(1, 3);
        for (Hypothesis hypothesis : found) {
            double exact = all.stream()
                    .filter(h -> h.words().equals(hypothesis.words()))
                    .findFirst()
                    .orElseThrow()
                    .score();
            assertThat(hypothesis.score()).isLessThanOrEqualTo(exact + 1e-9);
        }
    }

    @Test
    void a_sentence_of_many_weak_alignments_beats_the_likeliest_path() {
        // Graves et al. 2006, figure 2 in the words of this alphabet: the best path is silent with 0.36, A has 0.64.
        float[][] logs = {logs(0.6, 0, 0.4, 0, 0), logs(0.6, 0, 0.4, 0, 0)};
        List<Hypothesis> found = new BeamSearch(10, 0, 0, ALL).nBest(logs, TINY, null);
        assertThat(found.get(0).words()).containsExactly("A");
        assertThat(found.get(0).score()).isCloseTo(Math.log(0.64), within(1e-6));
        assertThat(found.get(1))
                .isEqualTo(new Hypothesis(List.of(), found.get(1).score()));
        assertThat(found.get(1).score()).isCloseTo(Math.log(0.36), within(1e-6));
    }

    @RepeatedTest(5)
    void peaked_distributions_give_the_greedy_words(RepetitionInfo repetition) {
        CharacterEncoder encoder = new CharacterEncoder("transcript");
        Alphabet alphabet = Alphabet.of(encoder.names(), Ctc.BLANK);
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int[] path = random.ints(80, 0, 9).map(c -> c == 3 ? 0 : c).toArray();
        float[][] logs = new float[path.length][];
        for (int t = 0; t < path.length; t++) {
            double[] p = new double[alphabet.size()];
            Arrays.fill(p, 0.001 / (p.length - 1));
            p[path[t]] = 0.999;
            logs[t] = logs(p);
        }
        assertThat(new BeamSearch(20, 0, 0, 10).words(logs, alphabet, null)).isEqualTo(encoder.decode(path));
    }

    @Test
    void a_language_model_flips_a_decision_when_its_weight_is_large_enough() {
        // THE is heard, then CAT with 0.4 or SAT with 0.6, each letter for sure but for the first of the second word.
        Alphabet letters = Alphabet.of(List.of("-", "|", "T", "H", "E", "C", "S", "A"), 0);
        String heard = "THE|?AT";
        float[][] logs = new float[heard.length()][];
        for (int t = 0; t < logs.length; t++) {
            double[] p = new double[letters.size()];
            if (heard.charAt(t) == '?') {
                p[letters.symbols().indexOf("C")] = 0.4;
                p[letters.symbols().indexOf("S")] = 0.6;
            } else {
                p[letters.symbols().indexOf(heard.substring(t, t + 1))] = 1;
            }
            logs[t] = logs(p);
        }
        NgramModel model = ArpaModel.read(ArpaFiles.write(folder, ArpaFiles.CATS));
        assertThat(new BeamSearch(5, 0.1, 0, ALL).words(logs, letters, null)).containsExactly("THE", "SAT");
        // With the model, in tens: THE CAT </s> = -0.4 - 0.2 + (-0.05 - 0.1 - 0.8), THE SAT </s> = -0.4 - 1.9 - 0.6.
        List<Hypothesis> found = new BeamSearch(5, 0.5, -1, ALL).nBest(logs, letters, model);
        assertThat(found).extracting(Hypothesis::words).containsExactly(List.of("THE", "CAT"), List.of("THE", "SAT"));
        assertThat(found.get(0).score()).isCloseTo(Math.log(0.4) - 0.5 * 1.55 * Math.log(10) - 2, within(1e-5));
        assertThat(found.get(1).score()).isCloseTo(Math.log(0.6) - 0.5 * 2.9 * Math.log(10) - 2, within(1e-5));
        // ln(0.6 / 0.4) = 0.405 against weight * 1.35 * 2.303: the models agree on the order below a weight of 0.130.
        assertThat(new BeamSearch(5, 0.12, 0, ALL).words(logs, letters, model)).containsExactly("THE", "SAT");
        assertThat(new BeamSearch(5, 0.14, 0, ALL).words(logs, letters, model)).containsExactly("THE", "CAT");
    }

    @Test
    void the_word_score_decides_between_one_word_and_two() {
        float[][] logs = {logs(0, 0, 1, 0, 0), logs(0.5, 0.5, 0, 0, 0), logs(0, 0, 0, 1, 0)};
        NgramModel model = new LastLetters();
        assertThat(new BeamSearch(10, 0, 0.1, ALL).words(logs, TINY, model)).containsExactly("A", "B");
        assertThat(new BeamSearch(10, 0, -0.1, ALL).words(logs, TINY, model)).containsExactly("AB");
    }

    @Test
    void a_letter_below_the_threshold_is_not_tried() {
        float[][] logs = {logs(0.9, 0, 0.09, 0.01, 0)};
        assertThat(new BeamSearch(10, 0, 0, 3).nBest(logs, TINY, null))
                .extracting(Hypothesis::words)
                .containsExactly(List.of(), List.of("A"));
    }

    @Test
    void the_same_arguments_give_the_same_sentences_and_ties_keep_the_order_of_classes() {
        float[][] logs = random(7, 40, TINY.size());
        BeamSearch search = new BeamSearch(8, 0.5, 0.2, 8);
        assertThat(search.nBest(logs, TINY, new LastLetters())).isEqualTo(search.nBest(logs, TINY, new LastLetters()));
        assertThat(search.nBest(new float[][] {logs(0, 0, 0.5, 0.5, 0)}, TINY, null))
                .extracting(Hypothesis::words)
                .containsExactly(List.of("A"), List.of("B"));
    }

    @Test
    void no_frames_are_an_empty_sentence() {
        NgramModel model = ArpaModel.read(ArpaFiles.write(folder, ArpaFiles.CATS));
        BeamSearch search = new BeamSearch(4, 1, 1, ALL);
        assertThat(search.nBest(new float[0][], TINY, null)).containsExactly(new Hypothesis(List.of(), 0));
        // the end right after the start: -0.3 - 0.8
        assertThat(search.nBest(new float[0][], TINY, model).get(0).score())
                .isCloseTo(-1.1 * Math.log(10), within(1e-6));
    }

    @Test
    void what_is_no_distribution_and_no_option_is_refused() {
        BeamSearch search = new BeamSearch(4, 1, 1, ALL);
        float[] nan = {0, 0, Float.NaN, 0, 0};
        float[] nothing = logs(0, 0, 0, 0, 0);
        for (float[] frame : new float[][] {nan, nothing, {0, 0}}) {
            assertThatThrownBy(() -> search.words(new float[][] {frame}, TINY, null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new BeamSearch(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BeamSearch(1, -1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BeamSearch(1, 1, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BeamSearch(1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A hint of a limit: it takes a fraction of a second, and would take hours if prefixes were not pruned. */
    @Test
    @Timeout(30)
    void fifteen_seconds_of_flat_distributions_are_decoded() {
        Alphabet alphabet = Alphabet.of(new CharacterEncoder("transcript").names(), Ctc.BLANK);
        NgramModel model = ArpaModel.read(ArpaFiles.write(folder, ArpaFiles.CATS));
        float[][] logs = random(3, 750, alphabet.size());
        assertThat(new BeamSearch(50, 1, 0, ALL).nBest(logs, alphabet, model)).hasSizeBetween(1, 50);
    }

    private static void assertSame(List<Hypothesis> found, List<Hypothesis> exact) {
        assertThat(found)
                .extracting(Hypothesis::words)
                .isEqualTo(exact.stream().map(Hypothesis::words).toList());
        for (int i = 0; i < exact.size(); i++) {
            assertThat(found.get(i).score()).isCloseTo(exact.get(i).score(), within(1e-9));
        }
    }

    private static float[][] random(long seed, int frames, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] logs = new float[frames][];
        for (int t = 0; t < frames; t++) {
            double[] p = random.doubles(classes).map(u -> Math.pow(u, 4)).toArray();
            double sum = Arrays.stream(p).sum();
            logs[t] = logs(Arrays.stream(p).map(v -> v / sum).toArray());
        }
        return logs;
    }

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = (float) Math.log(probabilities[c]);
        }
        return logs;
    }

    /** Any function of the words does: this one looks at lengths and at the last letters of the last two words. */
    private static final class LastLetters implements NgramModel {
        @Override
        public int order() {
            return 2;
        }

        @Override
        public double logProbability(List<String> history, String word) {
            String last = history.isEmpty() ? "" : history.get(history.size() - 1);
            return -0.37 * word.length() - (last.endsWith(word.substring(word.length() - 1)) ? 1.9 : 0.23);
        }

        @Override
        public boolean knows(String word) {
            return true;
        }
    }
}
