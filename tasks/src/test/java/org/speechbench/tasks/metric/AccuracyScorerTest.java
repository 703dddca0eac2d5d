package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.Prediction;

class AccuracyScorerTest {
    private final AccuracyScorer scorer = new AccuracyScorer();

    @Test
    void three_of_four_right_are_75_per_cent() {
        assertThat(scorer.score(List.of(said("1", "a"), said("2", "a"), said("3", "a"), said("4", "b")))
                        .value())
                .isEqualTo(75.0);
    }

    @Test
    void the_score_of_folds_is_their_mean() {
        List<List<Prediction>> folds =
                List.of(List.of(said("1", "a"), said("2", "a"), said("3", "b")), List.of(said("4", "b")));
        assertThat(scorer.scoreFolds(folds).value()).isEqualTo((200.0 / 3 + 0) / 2);
        assertThat(scorer.scoreFolds(folds).n()).isEqualTo(4);
    }

    @Test
    void other_than_one_class_an_utterance_cannot_be_scored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(List.of(new Prediction("odd", "s", List.of("a"), List.of()))))
                .withMessageContaining("odd");
    }

    private static Prediction said(String id, String hypothesis) {
        return new Prediction(id, "s", List.of("a"), List.of(hypothesis));
    }
}
