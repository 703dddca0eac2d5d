package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Prediction;

class DiarizationErrorScorerTest {
    private static final DiarizationErrorScorer SCORER = new DiarizationErrorScorer();

    /** Reference, hypothesis, milliseconds of error, milliseconds of speech; each worked out by hand. */
    @ParameterizedTest
    @CsvSource({
        // Other names only.
        "a:0-2 b:2-5, 1:2-5 2:0-2, 0, 5000",
        // A second missed.
        "a:0-2 b:2-5, 1:2-5 2:0-1, 1000, 5000",
        // Nobody speaks: what is heard is false alarm.
        "'', 1:0-2 2:1-2, 3000, 0",
        "'', '', 0, 0",
        // Half a second of false alarm.
        "a:0-2, 1:0-2.5, 500, 2000",
        // One speaker for both: the longer is right.
        "a:0-2 b:2-5, 1:0-5, 2000, 5000",
        // Overlapped speech counts twice; one of the two is missed for a second.
        "a:0-3 b:2-5, 1:0-3 2:3-5, 1000, 6000",
        // Greedy assignment (1 to a, 3 s) would leave 2 with nobody: 1 to b and 2 to a is better by a second.
        "a:0-3 a:10-12 b:20-22, 1:0-3 1:20-22 2:10-12, 3000, 7000",
        // Nothing heard.
        "a:0-2 b:1-3,'', 4000, 4000",
        // Turns of one speaker that overlap are one.
        "a:0-2 a:1-3, 1:0-3, 0, 3000",
        // A third speaker that is not there.
        "a:0-2 b:2-4, 1:0-2 2:2-4 3:4-4.25, 250, 4000"
    })
    void errors_are_those_of_the_best_assignment(String reference, String hypothesis, int errors, int speech) {
        assertThat(SCORER.ratio(SCORER.prediction(new PredictionLine("u", "s", reference, hypothesis))))
                .isEqualTo(new Ratio(errors, speech));
    }

    @Test
    void the_rate_is_of_all_speech_not_a_mean_over_recordings() {
        List<Prediction> predictions = List.of(
                new Prediction("long", "s", List.of("a:0-9"), List.of("x:0-9")),
                new Prediction("short", "s", List.of("a:0-1"), List.of()));
        assertThat(SCORER.score(predictions).value()).isCloseTo(10, within(1e-9));
    }

    @Test
    void what_cannot_be_scored_is_refused() {
        assertThatThrownBy(() -> SCORER.ratio(SCORER.prediction(new PredictionLine("u", "s", "a:2-1", "a:0-1"))))
                .hasMessageContaining("ends after");
        assertThatThrownBy(() -> SCORER.ratio(SCORER.prediction(new PredictionLine("u", "s", "a", "a:0-1"))))
                .hasMessageContaining("anna:0.50-1.25");
    }

    @Test
    void a_turn_is_read_as_it_is_written() {
        assertThat(Turn.of(new Turn("x:y", 10, 2_345).token())).isEqualTo(new Turn("x:y", 10, 2_345));
    }
}
