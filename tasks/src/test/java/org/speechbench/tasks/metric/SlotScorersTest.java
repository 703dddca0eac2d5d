package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
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
        assertThat(ratio(new SlotTypeScorer(), BOOK, hypothesis)).isEqualTo(new Ratio(f1, 1));
    }

    @Test
    void no_slots_heard_where_there_are_none_is_right() {
        assertThat(ratio(new SlotTypeScorer(), "GOOD MORNING", "GOOD MOURNING")).isEqualTo(new Ratio(1, 1));
        assertThat(ratio(new SlotTypeScorer(), "GOOD MORNING", "GOOD B-x Y E-x"))
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
        assertThat(ratio(new SlotValueScorer(), BOOK, hypothesis)).isEqualTo(new Ratio(errors, 7));
    }

    @ParameterizedTest
    @CsvSource({
        // Marks within a value are no part of it.
        "B-city NEW YORK E-city, B-city NEW B-state YORK E-city, 0",
        "B-city NEW YORK E-city, B-city B-state NEW YORK E-city, 0",
        "B-city NEW YORK E-city, B-city NEW E-state YORK E-city, 0",
        // One that ends the value loses the word that it stands before, and the space: 'NEW' against 'NEW YORK'.
        "B-city NEW YORK E-city, B-city NEW E-stateYORK E-city, 5",
        // An end needs a space before it, so the first word of a value is kept: 'E-state NEW YORK'.
        "B-city NEW YORK E-city, B-city E-state NEW YORK E-city, 8",
        // A beginning that is the whole value stays: 'B-state' against 'NEW YORK'.
        "B-city NEW YORK E-city, B-city B-state E-city, 8",
        // Marks that are glued to words are found, and those whose name begins with the slot's.
        "B-city ROME E-city, GOB-city ROME E-cityNOW, 0",
        "B-object ROME E-object, B-object ROME E-object_type, 0",
        // In the reference they stay: 'A B-x B' is seven letters.
        "B-city A B-x B E-city, B-city A B E-city, 4"
    })
    void values_are_read_as_s3prl_reads_them(String reference, String hypothesis, int errors) {
        assertThat(ratio(new SlotValueScorer(), reference, hypothesis).hits()).isEqualTo(errors);
    }

    @Test
    void two_hundred_random_utterances_with_stray_marks_score_as_another_program_says()
            throws IOException, InterruptedException {
        Path script = resource("slot_values.py");
        Random random = new Random(1);
        List<Prediction> predictions = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            List<String> reference = text(random, false);
            List<String> hypothesis = text(random, true);
            predictions.add(new Prediction("u" + i, "s", reference, hypothesis));
            lines.append(String.join(" ", reference))
                    .append('\t')
                    .append(String.join(" ", hypothesis))
                    .append('\n');
        }
        String[] wanted = python(script, lines.toString()).split(" ");
        assertThat(new SlotValueScorer().score(predictions).value())
                .isCloseTo(Double.parseDouble(wanted[0]), within(1e-9));
        assertThat(new SlotTypeScorer().score(predictions).value())
                .isCloseTo(Double.parseDouble(wanted[1]), within(1e-9));
    }

    /** Slots of some words; a hypothesis also has marks anywhere, some glued to words. */
    private static List<String> text(Random random, boolean stray) {
        List<String> names = List.of("city", "state", "object", "object_type");
        List<String> tokens = new ArrayList<>();
        for (int slot = 0; slot < 3; slot++) {
            String name = names.get(random.nextInt(names.size()));
            tokens.add("B-" + name);
            for (int word = 0; word <= random.nextInt(3); word++) {
                tokens.add(List.of("ROME", "NEW", "YORK", "A", "HOME").get(random.nextInt(5)));
                if (stray && random.nextInt(3) == 0) {
                    String mark = (random.nextBoolean() ? "B-" : "E-") + names.get(random.nextInt(names.size()));
                    tokens.add(random.nextInt(4) == 0 ? mark + "X" : mark);
                }
            }
            if (!stray || random.nextInt(5) > 0) {
                tokens.add("E-" + name);
            }
            tokens.add("AND");
        }
        return tokens;
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(SlotScorersTest.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String python(Path script, String input) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("python3", script.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return abort("there is no python3: " + e.getMessage());
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
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

    private static Ratio ratio(RatioScorer scorer, String reference, String hypothesis) {
        return scorer.ratio(scorer.prediction(line(reference, hypothesis)));
    }

    private static PredictionLine line(String reference, String hypothesis) {
        return new PredictionLine("u", "s", reference, hypothesis);
    }

    private static Prediction said(String id, String reference, String hypothesis) {
        return new Prediction(id, "s", List.of(reference.split(" ")), List.of(hypothesis.split(" ")));
    }
}
