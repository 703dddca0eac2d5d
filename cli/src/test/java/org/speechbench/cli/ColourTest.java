package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;

class ColourTest {
    private static final String ESCAPE = "\u001b";

    @Test
    void a_terminal_is_coloured_and_a_file_is_not() {
        Shell terminal = new Shell(true);
        terminal.run("encode", "--help");
        assertThat(terminal.out()).contains(ESCAPE);

        Shell file = new Shell();
        for (String[] line : new String[][] {{"--help"}, {"encode", "--help"}, {"list", "upstreams"}, {"reprot"}}) {
            file.run(line);
            assertThat(file.out() + file.err()).isNotEmpty().doesNotContain(ESCAPE);
        }
    }

    @Test
    void no_color_is_obeyed_unless_it_is_empty() {
        assertThat(Console.plain(Map.of("NO_COLOR", "1"))).isTrue();
        assertThat(Console.plain(Map.of("NO_COLOR", ""))).isFalse();
        assertThat(Console.plain(Map.of())).isFalse();
    }

    @Test
    void a_progress_bar_has_no_escape_codes_and_fits_in_the_terminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress bars = new BarProgress(new TerminalStream(bytes), 60);
        try (Progress.Stage stage = bars.start("work", 2)) {
            stage.advance(2, "a long note that says much about how things go on from here");
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("work").doesNotContain(ESCAPE);
        assertThat(text.split("[\\r\\n]+")).allMatch(line -> line.length() < 60);
    }
}
