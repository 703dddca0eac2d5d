package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Subject;
import org.speechbench.tasks.metric.ErrorRateScorer;

class ScoreCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void two_text_files_in_different_order_and_formats_are_scored_together() throws IOException {
        Path references = file("ref.txt", "a the cat sat", "", "b  go   home");
        Path hypotheses = file("hyp.trn", "go (b)", "the cat cat sat (a)");

        shell.prints("score", "--metric", "wer", references, hypotheses, "--json");

        JsonNode score = shell.json();
        assertThat(score.get("metric").asText()).isEqualTo("wer");
        // One inserted and one deleted word of five.
        assertThat(score.get("value").asDouble()).isEqualTo(40);
        assertThat(score.get("n").asInt()).isEqualTo(2);
        // Files of text name no speakers.
        assertThat(score.has("low")).isFalse();
    }

    @Test
    void the_worst_utterances_of_a_prediction_file_are_shown_aligned() {
        Path file = folder.resolve("x.pr.test.tsv");
        new PredictionFile(file)
                .write(List.of(
                        new PredictionLine("good", "s", "A B C", "A B C"),
                        new PredictionLine("bad", "s", "A B C", "B X Y"),
                        new PredictionLine("middling", "s", "A B C", "A B")));

        assertThat(shell.prints("score", "--metric", "per", file, "--worst", "1"))
                .startsWith("PER 44.44 %")
                .contains("over 3", "bad: 3 errors", "REF", "***")
                .doesNotContain("middling", "good");
    }

    @Test
    void an_utterance_without_a_hypothesis_is_an_error_not_a_number() throws IOException {
        Path references = file("ref.txt", "a x", "b y");
        Path hypotheses = file("hyp.txt", "a x");

        assertThat(shell.refuses("score", "--metric", "wer", references, hypotheses))
                .contains("hyp.txt", "1 of 2", "missing: b");

        assertThat(shell.refuses("score", "--metric", "wer", hypotheses, references))
                .contains("hyp.txt");
    }

    @Test
    void an_utterance_twice_is_named_with_its_line() throws IOException {
        Path references = file("ref.txt", "a x", "a y");
        assertThat(shell.refuses("score", "--metric", "wer", references, references))
                .contains("ref.txt:2", "'a'");
    }

    @Test
    void predictions_of_another_metric_are_refused() throws IOException {
        Path texts = file("ref.txt", "a x", "b y");
        assertThat(shell.refuses("score", "--metric", "eer", texts, texts)).contains("have no eer", "target");
        assertThat(shell.refuses("score", "--metric", "wre", texts, texts)).contains("no metric 'wre'", "wer");
    }

    @Test
    void empty_references_and_byte_order_marks_and_spaces_of_any_kind_do_not_matter() throws IOException {
        Path references = file("ref.txt", "\uFEFFu1 the\u00A0cat", "u2", "\u3000u3\u2003sat\u0085down ");
        Path hypotheses = file("hyp.txt", "u1 the cat", "u2 uh", "\uFEFFu3 sat down".substring(1));
        assertThat(shell.prints("score", "--metric", "wer", references, hypotheses))
                .startsWith("WER 25.00 %")
                .contains("over 3");
    }

    @Test
    void silence_in_which_somebody_is_heard_is_a_false_alarm() throws IOException {
        Path references = file("ref.txt", "a x:0-4", "b", "c");
        Path hypotheses = file("hyp.txt", "a 1:0-4", "b 1:0-1", "c");
        assertThat(shell.prints("score", "--metric", "der", references, hypotheses))
                .startsWith("DER 25.00 %");
    }

    @Test
    void characters_can_be_scored_and_are_shown_as_such() throws IOException {
        Path references = file("ref.txt", "a go home");
        Path hypotheses = file("hyp.txt", "a go hime");
        assertThat(shell.prints("score", "--metric", "cer", references, hypotheses, "--worst", "1"))
                .startsWith("CER 14.29 %")
                .contains("a: 1 error", "REF  g");
    }

    @Test
    void fewer_than_no_alignments_are_refused_before_a_score_is_printed() throws IOException {
        Path references = file("ref.txt", "a go home");
        shell.refuses("score", "--metric", "wer", references, references, "--worst", "-1");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void predictions_and_text_files_of_the_same_words_have_the_same_score() throws IOException {
        List<PredictionLine> lines = List.of(
                new PredictionLine("a", "s", " the  cat sat ", "the cat"),
                new PredictionLine("b", "s", "", "uh"),
                new PredictionLine("c", "s", "go\u00A0home", "go home"));
        Path file = folder.resolve("predictions.tsv");
        new PredictionFile(file).write(lines);
        Path references = file("ref.txt", "a  the  cat sat ", "b", "c go\u00A0home");
        Path hypotheses = file("hyp.txt", "a the cat", "b uh", "c go home");
        for (String metric : List.of("wer", "cer", "per")) {
            shell.prints("score", "--metric", metric, file, "--json");
            String ofPredictions = shell.out();
            assertThat(shell.prints("score", "--metric", metric, references, hypotheses, "--json"))
                    .isEqualTo(ofPredictions);
        }
    }

    @Test
    void a_metric_of_another_task_is_an_error_that_names_the_right_one() {
        RunDirectory run = new RunDirectory(folder.resolve("run")).create();
        for (String task : List.of("phones", "words")) {
            String name = task.equals("phones") ? "pr" : "asr";
            new ResultStore(run.results()).append(row(task, name));
            new PredictionFile(run.predictions("fbank", task, "test"))
                    .write(List.of(new PredictionLine("a", "s", "A B", "A C")));
        }
        Path phones = run.predictions("fbank", "phones", "test");
        Path words = run.predictions("fbank", "words", "test");
        assertThat(shell.refuses("score", "--metric", "wer", phones))
                .contains("predictions of task pr", "no wer", "Use per.");
        assertThat(shell.refuses("score", "--metric", "per", words))
                .contains("predictions of task asr", "Use cer or wer.");
        shell.prints("score", "--metric", "per", phones);
        shell.prints("score", "--metric", "cer", words);
    }

    @Test
    void predictions_outside_of_a_run_are_known_by_their_name_or_their_references() {
        Path named = folder.resolve("hubert.ks.test.tsv");
        new PredictionFile(named).write(List.of(new PredictionLine("a", "s", "yes", "no")));
        assertThat(shell.refuses("score", "--metric", "wer", named)).contains("task ks", "Use accuracy.");
        assertThat(shell.refuses("score", "--metric", "wer", kept("HH AH0 L OW1", "HH AH0 L")))
                .contains("phones with stress", "Use per.");
        assertThat(shell.refuses("score", "--metric", "wer", kept("a:0-1.5", "b:0-1")))
                .contains("turns of speakers");
        assertThat(shell.refuses("score", "--metric", "accuracy", kept("target", "0.5")))
                .contains("trials of two recordings");
        assertThat(shell.refuses("score", "--metric", "wer", kept("GO B-city ROME E-city", "GO")))
                .contains("transcripts with slots");
        assertThat(shell.refuses("score", "--metric", "slot_type_f1", kept("GO HOME", "GO")))
                .contains("no reference has a slot");
        shell.prints("score", "--metric", "wer", kept("GO HOME", "GO"));
    }

    private Path kept(String reference, String hypothesis) {
        Path file = folder.resolve("kept.tsv");
        new PredictionFile(file).write(List.of(new PredictionLine("a", "s", reference, hypothesis)));
        return file;
    }

    private static ResultRow row(String task, String name) {
        return new RowTemplate(
                        RowKind.SCORE,
                        new Subject("fbank", "fbank", "", "none", "", false),
                        new Protocol(task, name, 1, "quick", "", "test", ""),
                        Conditions.ofPrecision("fp32"),
                        1L)
                .ok(ErrorRateScorer.WER, 50, Cost.NONE, "");
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
