package org.speechbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;

class ScoreCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void two_text_files_in_different_order_and_formats_are_scored_together() throws IOException {
        Path references = file("ref.txt", "a the cat sat", "", "b  go   home");
        Path hypotheses = file("hyp.trn", "go (b)", "the cat cat sat (a)");

        assertThat(run("score", "--metric", "wer", path(references), path(hypotheses), "--json"))
                .isZero();

        JsonNode score = JsonMapper.builder().build().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(score.get("metric").asText()).isEqualTo("wer");
        // One inserted and one deleted word of five.
        assertThat(score.get("value").asDouble()).isEqualTo(40);
        assertThat(score.get("n").asInt()).isEqualTo(2);
        assertThat(score.get("low").asDouble()).isLessThanOrEqualTo(40);
    }

    @Test
    void the_worst_utterances_of_a_prediction_file_are_shown_aligned() {
        Path file = folder.resolve("x.pr.test.tsv");
        new PredictionFile(file)
                .write(List.of(
                        new PredictionLine("good", "s", "A B C", "A B C"),
                        new PredictionLine("bad", "s", "A B C", "B X Y"),
                        new PredictionLine("middling", "s", "A B C", "A B")));

        assertThat(run("score", "--metric", "per", path(file), "--worst", "1")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("PER 44.44 %")
                .contains("over 3", "bad: 3 errors", "REF", "***")
                .doesNotContain("middling", "good");
    }

    @Test
    void an_utterance_without_a_hypothesis_is_an_error_not_a_number() throws IOException {
        Path references = file("ref.txt", "a x", "b y");
        Path hypotheses = file("hyp.txt", "a x");

        assertThat(run("score", "--metric", "wer", path(references), path(hypotheses)))
                .isEqualTo(2);
        assertThat(error()).contains("hyp.txt", "1 of 2", "missing: b");

        assertThat(run("score", "--metric", "wer", path(hypotheses), path(references)))
                .isEqualTo(2);
        assertThat(error()).contains("hyp.txt");
    }

    @Test
    void an_utterance_twice_is_named_with_its_line() throws IOException {
        Path references = file("ref.txt", "a x", "a y");
        assertThat(run("score", "--metric", "wer", path(references), path(references)))
                .isEqualTo(2);
        assertThat(error()).contains("ref.txt:2", "'a'");
    }

    @Test
    void predictions_of_another_metric_are_refused() throws IOException {
        Path texts = file("ref.txt", "a x", "b y");
        assertThat(run("score", "--metric", "eer", path(texts), path(texts))).isEqualTo(2);
        assertThat(error()).contains("have no eer", "target");
        assertThat(run("score", "--metric", "wre", path(texts), path(texts))).isEqualTo(2);
        assertThat(error()).contains("no metric 'wre'", "wer");
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String path(Path file) {
        return file.toString();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Main.run(console, arguments);
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
