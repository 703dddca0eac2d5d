package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void generate() throws IOException {
        Shell shell = new Shell();
        shell.prints("generate-completion");
        assertThat(shell.err()).isEmpty();
        script = Files.writeString(folder.resolve("completion"), shell.out());
    }

    @Test
    void the_script_is_valid_bash() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
    }

    @Test
    void commands_names_and_options_are_completed() throws Exception {
        assertThat(completed("speechbench", "pretr")).isEqualTo("pretrain");
        assertThat(completed("speechbench", "describe", "fast_h")).isEqualTo("fast_hubert");
        assertThat(completed("speechbench", "encode", "hubert", "--size", "ti")).isEqualTo("tiny");
        assertThat(completed("speechbench", "encode", "hubert", "--check")).isEqualTo("--checkpoint");
        assertThat(completed("speechbench", "score", "--metric", "slot_t")).isEqualTo("slot_type_f1");
        assertThat(completed("speechbench", "list", "up")).isEqualTo("upstreams");
    }

    /** What a shell would offer after the words, the last of which is not finished. */
    private String completed(String... words) throws Exception {
        String line =
                "compopt() { :; }; source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                        + (words.length - 1) + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE};"
                        + " _complete_speechbench; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return bash("-c", line).strip();
    }

    private static String bash(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "bash";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no bash: " + e.getMessage());
            throw e;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
