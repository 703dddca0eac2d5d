package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortCommandsTest {
    @TempDir
    Path folder;

    @Test
    void every_command_that_is_run_for_its_classes_succeeds() throws IOException {
        Shell shell = new Shell();
        assertThat(ShortCommands.run(shell.console(), folder)).as(shell.err()).isZero();
        assertThat(shell.out()).contains("Usage: speechbench", "fast_hubert_random");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }
}
