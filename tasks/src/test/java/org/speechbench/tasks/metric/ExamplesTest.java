package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.PredictionLine;

class ExamplesTest {
    private static final ErrorRateScorer WER = new ErrorRateScorer(ErrorRateScorer.WER);

    @Test
    void the_worst_have_the_most_errors_and_the_best_the_fewest_a_word() {
        Examples examples = Examples.of(
                List.of(
                        line("right", "A B", "A B"),
                        line("long", "A B C D", "A B C D"),
                        line("one", "A B C D", "A B C X"),
                        line("two", "A B C D", "X X C D"),
                        line("three", "A B C", ""),
                        line("four", "A", "B B B B")),
                WER);
        assertThat(examples.worst()).extracting(AlignedUtterance::id).containsExactly("four", "three", "two");
        assertThat(examples.best()).extracting(AlignedUtterance::id).containsExactly("long", "right");
    }

    @Test
    void no_utterance_is_shown_twice() {
        Examples examples = Examples.of(List.of(line("a", "A", "B"), line("b", "A", "A")), WER);
        assertThat(examples.all()).extracting(AlignedUtterance::id).containsExactly("a", "b");
    }

    private static PredictionLine line(String id, String reference, String hypothesis) {
        return new PredictionLine(id, "s", reference, hypothesis);
    }
}
