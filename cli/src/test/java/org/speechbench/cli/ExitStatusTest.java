package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.bench.run.Stopped;
import picocli.CommandLine;

class ExitStatusTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "run --help", "cache ls --help", "list tasks", "describe hubert"})
    void what_goes_well_is_0(String line) {
        assertThat(shell.run(line.split(" "))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reprot",
                "run",
                "run --no-such-option x.yaml",
                "list nothing",
                "score --metric wer",
                "run x.yaml --limit many",
                "encode fbank --in x"
            })
    void bad_usage_is_2_on_one_line(String line) {
        assertThat(shell.run(line.split(" "))).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err().lines()).hasSize(1);
        assertThat(shell.err()).startsWith("speechbench: ").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run /none.yaml",
                "report /none",
                "describe nothing",
                "encode hubret --in /none --out /none",
                "encode hubert --in /none --out /none",
                "encode hubert --size tiny --in /none --out /none",
                "encode fbank --precision fp8 --in /none --out /none",
                "encode fbank --device tpu --in /none --out /none",
                "encode fbank --device gpu:999 --in /none --out /none",
                "encode fbank --device cpu,cpu --in /none --out /none",
                "throughput --device gpu:999 --out /none/out",
                "compare --revisions a b --device gpu:999",
                "prepare nothing --data /none"
            })
    void bad_input_is_2_on_one_line_that_says_what_to_do(String line) {
        assertThat(shell.run(line.split(" "))).isEqualTo(2);
        assertThat(shell.err().lines()).hasSize(1);
        assertThat(shell.err()).startsWith("speechbench: ").endsWith("." + System.lineSeparator());
    }

    @Test
    void a_cell_that_fails_is_1() throws IOException {
        Files.createDirectories(folder.resolve("manifests"));
        StringBuilder manifest = new StringBuilder("path\tnum_samples\tspeaker\tsplit\tlabel\n");
        for (String split : new String[] {"train", "dev", "test"}) {
            for (String speaker : new String[] {"a", "b"}) {
                String file = split + speaker + ".wav";
                new OfficialFolder(folder).noise(file, 0.0001);
                manifest.append(String.join("\t", file, "0", speaker, split, speaker))
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("manifests/sid.tsv"), manifest);
        Path experiment = Files.writeString(
                folder.resolve("x.yaml"),
                "title: x\nupstreams: { fbank: { provider: fbank } }\n"
                        + "tasks: { sid: { task: sid, manifest: manifests/sid.tsv, preset: quick } }\n");

        assertThat(shell.run("run", experiment, "--data", folder, "--out", folder.resolve("out")))
                .isEqualTo(1);
        assertThat(shell.err()).contains("1 failed");
    }

    @Test
    void a_recording_that_cannot_be_encoded_is_1() {
        Path file = folder.resolve("a.wav");
        new OfficialFolder(folder).noise("a.wav", 0.0001);
        assertThat(shell.run("encode", "fbank", "--in", file, "--out", folder.resolve("out")))
                .isEqualTo(1);
        assertThat(shell.out()).contains("0 encoded, 1 failed");
        assertThat(shell.err()).contains("a.wav has 1 samples, too few for a frame");
    }

    @Test
    void what_the_user_stopped_is_130_and_what_broke_is_1_on_one_line() throws Exception {
        CommandLine line = Main.commandLine(shell.console());
        CommandLine.IExecutionExceptionHandler handler = line.getExecutionExceptionHandler();

        assertThat(handler.handleExecutionException(new Stopped(), line, line.parseArgs()))
                .isEqualTo(130);
        assertThat(shell.err()).contains("stopped; go on with --resume");
        assertThat(handler.handleExecutionException(
                        new IllegalStateException("why\nand where"), line, line.parseArgs()))
                .isEqualTo(1);
        assertThat(shell.err().lines()).last().asString().contains("failed: ", "why and where");
    }
}
