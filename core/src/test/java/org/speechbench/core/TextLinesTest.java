package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLinesTest {
    @TempDir
    Path folder;

    @Test
    void a_byte_order_mark_is_no_text_and_lines_end_any_way() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "\uFEFFone\r\n\ntwo\u2028three\n");
        assertThat(TextLines.read(file)).containsExactly("one", "", "two\u2028three");
        assertThat(TextLines.withoutMark("\uFEFF\uFEFFx")).isEqualTo("\uFEFFx");
    }

    @Test
    void what_is_no_utf_8_is_named() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), new byte[] {'c', 'a', 'f', (byte) 0xE9});
        assertRefused(() -> TextLines.read(file), "a.txt:1: byte 4 is 0xE9, which is not UTF-8");
        assertRefused(() -> TextLines.read(folder.resolve("none")), "no such file");
    }

    @Test
    void white_space_of_unicode_separates_words() {
        assertThat(Words.of("\u3000one\u00A0two\u2003\u2009three\u0085four\u202Ffive\tsix "))
                .containsExactly("one", "two", "three", "four", "five", "six");
        assertThat(Words.of(" \u00A0")).isEmpty();
        assertThat(Words.spaced(" a\u00A0 b")).isEqualTo("a b");
    }
}
