package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NothingToRunTest {
    private static final String UPSTREAM = "upstreams: { fbank: { provider: fbank } }";
    private static final String TASK = "tasks: { er: { task: er, manifest: manifests/er.tsv } }";

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pretrain|" + UPSTREAM + "|has no section 'pretrain'",
                "finetune|" + UPSTREAM + "|has no section 'finetune'",
                "throughput|" + UPSTREAM + "|has no section 'throughput'",
                "run|title: x|x.yaml has nothing to run.",
                "run|" + UPSTREAM + "|it has 'upstreams', but no 'tasks'",
                "run|" + TASK + "|it has 'tasks', but no 'upstreams'",
                "run --dry-run|title: x|x.yaml has nothing to run."
            })
    void a_section_that_is_not_there_is_an_error_before_a_folder_is_made(String command, String text, String says)
            throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "data: synthetic\n" + text + "\n");
        Path out = folder.resolve("out");
        String[] words = (command + " " + file + " --out " + out).split(" ");
        assertThat(shell.run(words)).isEqualTo(2);
        assertThat(shell.err().lines().filter(line -> line.startsWith("speechbench: ")))
                .singleElement()
                .asString()
                .contains(says);
        assertThat(out).doesNotExist();
    }

    @Test
    void names_of_every_kind_are_told_from_near_ones() throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "data: synthetic\n" + UPSTREAM + "\n" + TASK + "\n");
        String run = "run " + file + " --out " + folder.resolve("out") + " ";
        String[][] lines = {
            {run + "--upstreams fbnak", "fbank"},
            {run + "--tasks re", "er"},
            {run + "--set tasks.err.steps=3", "er"},
            {run + "--set upstreams.fbank.settings.knid=plain", "kind"},
            {run + "--set upstreams.fbank.provider=fbnak", "fbank"},
            {run + "--set tasks.er.task=asrr", "asr"},
            {run + "--set tasks.er.presett=quick", "preset"},
            {run + "--set precision=bf61", "bf16"},
            {run + "--set data=syntetic", "synthetic"},
            {run + "--limt 3", "--limit"},
            {"encode hubret --in x --out y", "hubert"},
            {"encode hubert --size tinny --in x --out y", "tiny"},
            {"encode fbank --device gqu --in x --out y", "gpu"},
            {"describe hubret", "hubert"},
            {"data get librispech", "librispeech"},
            {"data get librispeech/dev-claen", "librispeech/dev-clean"},
            {"prepare librispech --data " + folder, "librispeech"},
            {"score --metric werr x", "wer"},
            {"throughput --upstreams hubret --out " + folder.resolve("out"), "hubert"},
            {"throughput --benchmarks train_stpe --out " + folder.resolve("out"), "train_step"},
            {"throughput --modules hubret --out " + folder.resolve("out"), "hubert"},
            {"reprot", "report"},
            {"list upstraems", "upstreams"},
            {"report --format markdwon " + folder, "markdown"}
        };
        for (String[] line : lines) {
            assertThat(shell.run(line[0].split(" "))).as(line[0]).isEqualTo(2);
            assertThat(shell.err()).as(line[0]).contains("Did you mean '" + line[1] + "'");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
