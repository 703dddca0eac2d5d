package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;

class TerminalStreamTest {
    private static final String HOSTILE = "\u001b]0;owned\u0007\u009b31m\u202egpj.\rgone";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalStream stream = new TerminalStream(bytes);

    @Test
    void whatever_is_printed_has_no_control_characters() {
        stream.print(HOSTILE);
        stream.println(HOSTILE);
        stream.printf("%s%n", HOSTILE);
        stream.append(HOSTILE);
        stream.print('\u001b');
        stream.print(HOSTILE.toCharArray());
        stream.println((Object) HOSTILE);
        new IllegalStateException(HOSTILE).printStackTrace(stream);

        assertThat(text()).contains("\\u001b]0;owned\\u0007\\u009b31m\\u202egpj.\\u000dgone");
        assertThat(text().replaceAll("[\\n\\t]|\\r\\n", "")).doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u202e]");
    }

    @Test
    void own_escape_codes_go_another_way() {
        stream.trusted().print("\u001b[1m");
        stream.print("a");
        assertThat(text()).isEqualTo("\u001b[1ma");
    }

    @Test
    void json_says_the_same_after_it() throws IOException {
        stream.print(JsonMapper.builder().build().writeValueAsString(Map.of("name", HOSTILE)));
        assertThat(JsonMapper.builder().build().readTree(text()).path("name").asText())
                .isEqualTo(HOSTILE);
    }

    @Test
    void progress_is_escaped_as_a_bar_and_as_lines() {
        AtomicLong clock = new AtomicLong();
        Progress lines = new LineProgress(stream, () -> clock.addAndGet(20_000_000_000L));
        for (Progress progress : new Progress[] {new BarProgress(stream, 200), lines}) {
            bytes.reset();
            try (Progress.Stage stage = progress.start("open " + HOSTILE, 2)) {
                stage.advance(1, HOSTILE);
            }
            progress.note(HOSTILE);
            assertThat(text()).contains("\\u001b]0;owned").doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
        }
    }

    @Test
    void what_cannot_be_written_is_remembered_and_not_tried_again() {
        int[] tries = {0};
        TerminalStream full = new TerminalStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                tries[0]++;
                throw new IOException("No space left on device");
            }
        });
        assertThat(full.failure()).isNull();
        full.println("a");
        full.println("b");
        assertThat(full.failure()).hasMessage("No space left on device");
        assertThat(full.readerIsGone()).isFalse();
        assertThat(tries[0]).isEqualTo(1);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
