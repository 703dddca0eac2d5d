package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Prediction;

class SlotScorersTest {
    private static final String BOOK = "BOOK B-city ROME E-city FOR B-size TWO E-size";

    @ParameterizedTest
    @CsvSource({
        // Both types, whatever their values.
        "BOOK B-city HOME E-city FOR B-size TO E-size, 1",
        // One of two, nothing wrong: precision 1, recall 1/2.
        "BOOK B-city ROME E-city FOR TWO, 0.6666666666666666",
        // One of two, and one that is not there: both 1/2.
        "BOOK B-city ROME E-city FOR B-time TWO E-time, 0.5",
        // A type twice is in the set once.
        "B-city ROME E-city B-city HOME E-city B-size TWO E-size, 1",
        // A slot that is not closed is none.
        "BOOK B-city ROME FOR B-size TWO E-size, 0.6666666666666666",
        "BOOK ROME FOR TWO, 0"
    })
    void types_are_compared_as_sets(String hypothesis, double f1) {
        assertThat(new SlotTypeScorer().ratio(line(BOOK, hypothesis))).isEqualTo(new Ratio(f1, 1));
    }

    @Test
    void no_slots_heard_where_there_are_none_is_right() {
        assertThat(new SlotTypeScorer().ratio(line("GOOD MORNING", "GOOD MOURNING")))
                .isEqualTo(new Ratio(1, 1));
        assertThat(new SlotTypeScorer().ratio(line("GOOD MORNING", "GOOD B-x Y E-x")))
                .isEqualTo(new Ratio(0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        // ROME and TWO have seven letters.
        "BOOK B-city ROME E-city FOR B-size TWO E-size, 0",
        "BOOK B-city HOME E-city FOR B-size TO E-size, 2",
        // The better of two values of the type.
        "B-city PARIS E-city B-city ROMA E-city B-size TWO E-size, 1",
        // A type that is missing: all its letters.
        "BOOK B-city ROME E-city, 3",
        "'', 7"
    })
    void values_are_compared_letter_by_letter_within_their_type(String hypothesis, int errors) {
        assertThat(new SlotValueScorer().ratio(line(BOOK, hypothesis))).isEqualTo(new Ratio(errors, 7));
    }

    @Test
    void f1_is_the_mean_over_utterances_and_cer_that_of_the_corpus() {
        List<Prediction> predictions = new ArrayList<>();
        predictions.add(said("a", "B-x ABCDEFGH E-x", "B-x ABCDEFGH E-x"));
        predictions.add(said("b", "B-x AB E-x", "B-y AB E-y"));
        predictions.add(said("c", "NOTHING", "NOTHING"));
        assertThat(new SlotTypeScorer().score(predictions).value()).isCloseTo(200.0 / 3, within(1e-9));
        assertThat(new SlotValueScorer().score(predictions).value()).isCloseTo(20, within(1e-9));
    }

    @Test
    void a_corpus_without_slots_has_no_error_rate() {
        assertThatThrownBy(() -> new SlotValueScorer().score(List.of(said("a", "NOTHING", "NOTHING"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PredictionLine line(String reference, String hypothesis) {
        return new PredictionLine("u", "s", reference, hypothesis);
    }

    private static Prediction said(String id, String reference, String hypothesis) {
        return new Prediction(id, "s", List.of(reference.split(" ")), List.of(hypothesis.split(" ")));
    }
}
