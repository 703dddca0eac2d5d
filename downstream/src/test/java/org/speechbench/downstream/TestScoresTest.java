package org.speechbench.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.sid.SidTask;

class TestScoresTest {
    @Test
    void speakers_of_several_corpora_are_scored_by_corpus_besides() {
        List<CellResult.TestResult> scores = CellResult.TestResult.scored(
                new SidTask(),
                "test",
                List.of(List.of(
                        said("LS-1", "LS-1"), said("LS-2", "LS-3"), said("AN4-a", "AN4-a"), said("AN4-b", "AN4-b"))));
        assertThat(scores).extracting(CellResult.TestResult::split).containsExactly("test", "test-AN4", "test-LS");
        assertThat(scores).extracting(s -> s.score().value()).containsExactly(75.0, 100.0, 50.0);
        assertThat(scores).extracting(s -> s.predictions().size()).containsExactly(4, 2, 2);
    }

    @Test
    void speakers_of_one_corpus_have_one_score() {
        List<Prediction> one = List.of(said("AN4-a", "AN4-a"), said("AN4-b", "AN4-a"));
        assertThat(CellResult.TestResult.scored(new SidTask(), "test", List.of(one)))
                .singleElement()
                .satisfies(s -> assertThat(s.score().value()).isEqualTo(50));
    }

    private static Prediction said(String speaker, String answer) {
        return new Prediction(speaker + answer, speaker, List.of(speaker), List.of(answer));
    }
}
