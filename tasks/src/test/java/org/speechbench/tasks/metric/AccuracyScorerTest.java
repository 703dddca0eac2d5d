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
    void without_a_label_an_utterance_cannot_be_scored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(List.of(new Prediction("odd", "s", List.of(), List.of("a")))))
                .withMessageContaining("odd");
    }

    @Test
    void of_several_labels_all_must_be_right_and_no_answer_is_wrong() {
        List<String> lights = List.of("activate", "lights", "none");
        assertThat(scorer.score(List.of(
                                new Prediction("1", "s", lights, lights),
                                new Prediction("2", "s", lights, List.of("activate", "lights", "kitchen")),
                                new Prediction("3", "s", lights, List.of()),
                                new Prediction("4", "s", lights, List.of("deactivate", "music", "none"))))
                        .value())
                .isEqualTo(25.0);
    }

    private static Prediction said(String id, String hypothesis) {
        return new Prediction(id, "s", List.of("a"), List.of(hypothesis));
    }
}
