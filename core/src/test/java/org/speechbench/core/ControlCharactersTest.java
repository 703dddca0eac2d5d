package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCharactersTest {
    @Test
    void c0_c1_and_escape_are_written_out() {
        assertThat(ControlCharacters.escaped("a\u001b[31mb\u009b2Jc\u0000\u0007\b\u007f"))
                .isEqualTo("a\\u001b[31mb\\u009b2Jc\\u0000\\u0007\\u0008\\u007f");
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e',
                '\u2066', '\u2067', '\u2068', '\u2069'
            })
    void what_turns_the_direction_of_text_or_ends_a_line_is_written_out(char c) {
        assertThat(ControlCharacters.escaped("a" + c + "b")).isEqualTo("a\\u" + String.format("%04x", (int) c) + "b");
    }

    @Test
    void lines_and_tabs_may_be_kept_and_a_return_only_at_the_end_of_a_line() {
        assertThat(ControlCharacters.escapedLines("a\tb\r\nc\rd\n")).isEqualTo("a\tb\r\nc\\u000dd\n");
        assertThat(ControlCharacters.escaped("a\tb\n")).isEqualTo("a\\u0009b\\u000a");
    }

    @Test
    void other_text_is_the_same_in_every_script() {
        String text = "\u00fcber \u65e5\u672c \u05d0\u05d1 \ud83d\ude00 \u2191 200d\u200d";
        assertThat(ControlCharacters.escaped(text)).isSameAs(text);
    }
}
