package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Home;
import org.speechbench.core.ProcessLock;

class UnwritableOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "run --help",
                "generate-completion",
                "list tasks",
                "list published --json",
                "describe hubert",
                "doctor",
                "doctor --json",
                "data ls",
                "run experiments/demo.yaml --dry-run",
                "report RUN --format csv",
                "report RUN --out RUN/r.html",
                "significance RUN",
                "score --metric wer RUN/predictions/hubert.asr.test.tsv",
                "watch RUN --once"
            })
    void a_full_disk_is_2_and_a_closed_pipe_is_141_whatever_the_command(String line) throws IOException {
        run();
        String[] words = line.replace("experiments/demo.yaml", demo())
                .replace("RUN", folder.toString())
                .split(" ");
        assertThat(Main.run(console(failing("No space left on device")), words))
                .as(line)
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("speechbench: standard output: not all could be written (No space left on device).")
                .doesNotContain("\tat ");
        err.reset();
        assertThat(Main.run(console(failing("Broken pipe")), words)).as(line).isEqualTo(141);
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("pipe", "\tat ");
    }

    @Test
    void what_went_wrong_before_keeps_its_status() {
        Console console = new Console(OutputStream.nullOutputStream(), failing("Broken pipe"), false, false, 80);
        assertThat(Main.run(console, "reprot")).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void watching_ends_when_nobody_reads_it() throws IOException {
        ScoredRun run = run();
        ProcessLock lock = ProcessLock.take(run.files().lock()).orElseThrow();
        assertThat(Main.run(console(failing("Broken pipe")), "watch", folder.toString(), "--interval", "0.01"))
                .isEqualTo(141);
        lock.close();
    }

    private ScoredRun run() throws IOException {
        ScoredRun run = new ScoredRun(folder, 1).words("hubert", "asr", s -> 1).words("fbank", "asr", s -> s % 3);
        Files.writeString(run.files().config(), "title: x\n");
        return run;
    }

    private Console console(OutputStream out) {
        return new Console(out, err, false, false, 80);
    }

    private static String demo() {
        return Home.find().experiment("demo.yaml").toString();
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
