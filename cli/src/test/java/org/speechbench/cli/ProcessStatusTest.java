package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.Home;
import org.speechbench.core.ProcessLock;

/** Ends of a process of its own, as a shell sees them. */
@Timeout(120)
class ProcessStatusTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void standard_output_on_a_full_device_is_2() throws Exception {
        assumeTrue(Files.exists(FULL), "there is no /dev/full");
        Process process = start(builder("list", "tasks").redirectOutput(FULL.toFile()));
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(err(process).lines()).hasSize(1);
        assertThat(err(process)).startsWith("speechbench: standard output: not all could be written");
    }

    @Test
    void a_pipe_that_its_reader_has_closed_is_141_and_nothing_is_said() throws Exception {
        Process process = start(builder("list", "published", "--json"));
        process.getInputStream().close();
        assertThat(process.waitFor()).isEqualTo(141);
        assertThat(err(process)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
    void a_signal_is_128_and_its_number(String name, int number, int status) throws Exception {
        assumeTrue(heeds(number), "this process, and so its children, ignore the signal " + name);
        ScoredRun run = new ScoredRun(folder.resolve("run"), 1).words("hubert", "asr", s -> 1);
        Files.writeString(run.files().config(), "title: x\n");
        ProcessLock lock = ProcessLock.take(run.files().lock()).orElseThrow();
        Process process = start(builder("watch", run.folder().toString()));
        assertThat(process.getInputStream().read()).isPositive();

        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(status);
        lock.close();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dspeechbench.home=" + Home.find().root(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private String err(Process process) throws IOException {
        assertThat(process.isAlive()).isFalse();
        return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
    }

    /** Where the kernel tells; a process that was started in the background of a script ignores INT. */
    private static boolean heeds(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) >> (signal - 1) & 1) == 0;
    }
}
