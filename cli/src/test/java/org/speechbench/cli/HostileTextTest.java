package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;

/** Names and texts with control characters, from every kind of file, on a terminal and elsewhere. */
class HostileTextTest {
    /** Sets the title of a window, rings, is red by C1, and turns text around. */
    private static final String HOSTILE = "\u001b]0;owned\u0007\u009b31m\u202egpj";

    private static final String IN_NAMES = "\u001b]0;owned\u0007";

    @TempDir
    Path folder;

    private Path named;

    @BeforeEach
    void name() {
        try {
            named = folder.resolve(IN_NAMES);
        } catch (InvalidPathException e) {
            assumeTrue(false, "the file system has no such names");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void names_of_files(boolean terminal) throws IOException {
        clean(terminal, "score", "--metric", "wer", named);
        clean(terminal, "report", named);
        clean(terminal, "watch", named);
        clean(terminal, "run", named);
        clean(terminal, "doctor", "--data", named);
        clean(terminal, "prepare", "er", "--data", named);
        clean(terminal, "checkpoint", "inspect", named);
        clean(terminal, named.getFileName().toString());
        clean(terminal, "list", named.getFileName().toString());
        Files.createDirectories(named.resolve("manifests"));
        Files.writeString(named.resolve("manifests/" + IN_NAMES + ".tsv"), "path\tnum_samples\tspeaker\tsplit\n");
        clean(terminal, "list", "corpora", "--data", named);
        Files.write(named.resolve(IN_NAMES + ".wav"), new byte[100]);
        clean(terminal, "encode", "fbank", "--in", named, "--out", folder.resolve("states"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void labels_keys_titles_and_values_of_experiments(boolean terminal) throws IOException {
        String quoted = "\"\\e]0;owned\\a\\x9b31m\\u202egpj\"";
        for (String text : List.of(
                "title: x\n" + quoted + ": 1",
                "upstreams: { " + quoted + ": { provider: fbank } }",
                "upstreams: { a: { provider: " + quoted + " } }",
                "tasks: { a: { task: er, manifest: " + quoted + ", preset: " + quoted + " } }",
                "precision: " + quoted,
                "title: [" + quoted,
                "title: '" + HOSTILE)) {
            Path file = Files.writeString(folder.resolve("x.yaml"), text);
            clean(terminal, "run", file, "--dry-run", "--out", folder.resolve("out"));
        }
        clean(terminal, "run", folder.resolve("x.yaml"), "--set", "a=" + HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transcripts_results_and_a_run_that_is_watched(boolean terminal) throws IOException {
        ScoredRun run = new ScoredRun(folder.resolve("run"), 1)
                .words("up" + HOSTILE, "asr" + HOSTILE, s -> s % 3)
                .words("other", "asr" + HOSTILE, s -> 1)
                .failed("third" + HOSTILE, "asr");
        Files.writeString(run.files().config(), "title: \"\\e]0;owned\\a\\x9b31m\\u202egpj\"\n");
        Path predictions = folder.resolve("p.tsv");
        new PredictionFile(predictions)
                .write(List.of(new PredictionLine("id" + HOSTILE, "s", "YES " + HOSTILE, "NO " + HOSTILE)));
        String where = run.folder().toString();
        clean(terminal, "score", "--metric", "wer", predictions, "--worst", "1");
        clean(terminal, "score", "--metric", "wer", predictions, "--worst", "1", "--json");
        clean(terminal, "watch", where, "--once");
        clean(terminal, "watch", where);
        clean(terminal, "report", where);
        for (String format : List.of("csv", "json", "markdown", "latex")) {
            clean(terminal, "report", where, "--format", format);
        }
        clean(terminal, "significance", where);
        clean(terminal, "compare", where, where);
    }

    /** Own escape codes are two letters and numbers; none of those from files may be among them. */
    private static void clean(boolean terminal, Object... command) {
        Shell shell = new Shell(terminal);
        shell.run(command);
        String printed = shell.out() + shell.err();
        assertThat(printed).as(Arrays.toString(command)).isNotEmpty();
        assertThat(printed).doesNotContain("\u001b]", "\u0007", "\u009b", "\u202e");
        String own =
                terminal ? printed.replaceAll("\u001b\\[[0-9;]*[mJHKA]", "").replace("\r", "") : printed;
        assertThat(own.replaceAll("[\\n\\t]", "")).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void what_was_written_is_readable_in_its_escaped_form() {
        Shell shell = new Shell();
        shell.run("score", "--metric", "wer", named);
        assertThat(shell.err()).contains("\\u001b]0;owned\\u0007");
    }
}
