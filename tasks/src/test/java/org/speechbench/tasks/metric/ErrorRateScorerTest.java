package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.tasks.Prediction;

class ErrorRateScorerTest {
    private final ErrorRateScorer wer = new ErrorRateScorer(ErrorRateScorer.WER);

    @Test
    void the_rate_is_of_the_corpus_and_not_a_mean_of_utterances() {
        // 1 of 1 and 1 of 9 words wrong: 2 of 10; the mean of utterances would be 55.6
        Score score = wer.score(List.of(said("1", "YES", "NO"), said("2", "A B C D E F G H I", "A B C D E F G H")));
        assertThat(score.value()).isEqualTo(20.0);
        assertThat(score.n()).isEqualTo(2);
        assertThat(score.metric().id()).isEqualTo("wer");
    }

    @Test
    void an_empty_hypothesis_costs_every_word() {
        assertThat(wer.score(List.of(said("1", "GO HOME", ""))).value()).isEqualTo(100.0);
    }

    @Test
    void insertions_take_the_rate_above_one_hundred() {
        assertThat(wer.score(List.of(said("1", "GO", "GO GO GO"))).value()).isEqualTo(200.0);
    }

    @Test
    void stress_counts_in_phones() {
        Score score = new ErrorRateScorer(ErrorRateScorer.PER)
                .score(List.of(said("1", "HH AH0 L OW1", "HH AH1 L OW1"), said("2", "Y EH1 S", "Y EH1 S")));
        assertThat(score.value()).isEqualTo(100.0 / 7);
        assertThat(score.metric().id()).isEqualTo("per");
    }

    @Test
    void what_is_heard_where_nothing_was_said_is_inserted() {
        assertThat(wer.score(List.of(said("1", "A B", "A B"), said("mute", "", "A"), said("still", "", "")))
                        .value())
                .isEqualTo(50.0);
    }

    @Test
    void empty_references_alone_have_no_rate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wer.score(List.of(said("mute", "", "A"))))
                .withMessageContaining("all references are empty");
    }

    @Test
    void characters_are_counted_with_one_space_between_words() {
        ErrorRateScorer cer = new ErrorRateScorer(ErrorRateScorer.CER);
        // 'go home' has seven characters; 'gohome' lacks one, 'go höme' has another for one.
        assertThat(cer.score(List.of(said("1", "go home", "gohome"))).value()).isEqualTo(100.0 / 7);
        assertThat(cer.score(List.of(said("1", "go home", "go höme"))).value()).isEqualTo(100.0 / 7);
        assertThat(cer.aligned(said("1", "a b", "c")).reference()).containsExactly("a", " ", "b");
    }

    @Test
    void the_interval_is_that_of_a_binomial_where_every_speaker_says_one_word() {
        Score.Interval interval =
                Objects.requireNonNull(wer.score(words(400, 1)).interval());
        double halfWidth = 1.96 * 100 * Math.sqrt(0.25 * 0.75 / 400);
        assertThat(interval.low()).isCloseTo(25 - halfWidth, within(0.6));
        assertThat(interval.high()).isCloseTo(25 + halfWidth, within(0.6));
    }

    @Test
    void the_interval_is_over_speakers_of_whom_six_are_needed() {
        assertThat(wer.score(words(100, 20)).interval()).isNull();
        assertThat(wer.score(words(120, 20)).interval()).isNotNull();
        List<Prediction> nameless = words(400, 1).stream()
                .map(p -> new Prediction(p.id(), "", p.reference(), p.hypothesis()))
                .toList();
        assertThat(wer.score(nameless).interval()).isNull();
    }

    /** Of six speakers without errors, 46 % of all may have some: (1 - 0.46)^6 = 0.025. */
    @Test
    void without_any_error_the_interval_is_that_of_a_share_of_speakers() {
        List<Prediction> right = words(120, 20).stream()
                .map(p -> new Prediction(p.id(), p.speaker(), p.reference(), p.reference()))
                .toList();
        Score.Interval interval = Objects.requireNonNull(wer.score(right).interval());
        assertThat(interval.low()).isZero();
        assertThat(Math.pow(1 - interval.high() / 100, 6)).isCloseTo(0.025, within(1e-9));
    }

    @Test
    void a_speaker_who_is_in_one_fold_only_takes_the_fold_with_it() {
        List<Prediction> right = List.of(said("1", "A", "A"), said("2", "A", "A"));
        List<Prediction> wrong = List.of(new Prediction("3", "t", List.of("A"), List.of("B")));
        Statistic folds = wer.statistic(List.of(right, wrong));
        assertThat(folds.value()).isEqualTo(50);
        assertThat(folds.without("t")).isZero();
        assertThat(folds.without("s")).isEqualTo(100);
        assertThat(folds.units()).isEqualTo(Map.of("s", 2.0, "t", 1.0));
    }

    /** One word an utterance, every fourth of them wrong, by speakers who say some each. */
    private static List<Prediction> words(int utterances, int each) {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < utterances; i++) {
            String said = (i + i / 20) % 4 == 0 ? "B" : "A";
            predictions.add(new Prediction("u" + i, "s" + i / each, List.of("A"), List.of(said)));
        }
        return predictions;
    }

    private static Prediction said(String id, String reference, String hypothesis) {
        return new Prediction(id, "s", split(reference), split(hypothesis));
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
