package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconTest {
    private static final Set<String> PHONES =
            Set.of("AH0", "AH1", "AH2", "B", "D", "EY1", "K", "L", "R", "SPN", "AE1", "OW0", "AA1", "EY0");

    @TempDir
    Path folder;

    @Test
    void cmudict_is_read_in_both_of_its_forms() throws IOException {
        Path older = lexicon(
                "older",
                ";;; # CMUdict  --  Major Version: 0.07",
                "## a comment",
                "A  AH0",
                "A(1)  EY1",
                "BLACK(2) B L AE1 K AH0",
                "BLACK  B L AE1 K",
                "ONLY(1)  OW0 L");
        Path newer = lexicon("newer", "a AH0", "a(2) EY1", "aardal AA1 R D AA1 L # place, norse", "d'or D AH1 R");
        assertThat(phones(older, "a")).containsExactly("AH0");
        assertThat(phones(older, "BLACK")).containsExactly("B", "L", "AE1", "K");
        assertThat(phones(older, "ONLY")).containsExactly("OW0", "L");
        assertThat(phones(newer, "A")).containsExactly("AH0");
        assertThat(phones(newer, "AARDAL")).containsExactly("AA1", "R", "D", "AA1", "L");
        assertThat(phones(newer, "D'OR")).containsExactly("D", "AH1", "R");
    }

    @Test
    void openslr_s_lexicon_repeats_a_word_for_each_pronunciation() throws IOException {
        Path file = lexicon("openslr", "A\tAH0", "A\tEY1", "ABACK\tAH0 B AE1 K");
        assertThat(phones(file, "A")).containsExactly("AH0");
        assertThat(phones(file, "ABACK")).containsExactly("AH0", "B", "AE1", "K");
    }

    @Test
    void the_first_lexicon_that_has_a_word_says_how_it_is_pronounced() throws IOException {
        Path one = lexicon("one", "A(1) EY1");
        Path two = lexicon("two", "A AH0", "ABBEY AE1 B EY0");
        Lexicon both = Lexicon.read(List.of(one, two), PHONES);
        assertThat(both.pronunciation("A")).hasValue(List.of("EY1"));
        assertThat(both.pronunciation("abbey")).hasValue(List.of("AE1", "B", "EY0"));
        assertThat(both.pronunciation("NONE")).isEmpty();
    }

    @Test
    void a_byte_order_mark_and_older_encodings_are_read() throws IOException {
        Path marked = lexicon("marked", "\uFEFFA AH0");
        assertThat(phones(marked, "A")).containsExactly("AH0");
        Path latin = folder.resolve("latin");
        Files.write(latin, "D\u00C9J\u00C0 D EY1\nA AH0\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(phones(latin, "D\u00C9J\u00C0")).containsExactly("D", "EY1");
    }

    @Test
    void phones_without_stress_and_unknown_ones_are_named_with_their_line() throws IOException {
        Path plain = lexicon("plain", "B B", "A AH");
        assertRefused(() -> phones(plain, "A"), "plain:2", "'AH' of A is a vowel without stress");
        Path other = lexicon("other", "A @");
        assertThatThrownBy(() -> phones(other, "A")).hasMessageContaining("'@' of A is no phone");
        Path bare = lexicon("bare", "A");
        assertThatThrownBy(() -> phones(bare, "A")).hasMessageContaining("'A' alone");
        assertRefused(() -> phones(folder.resolve("none"), "A"));
    }

    private static List<String> phones(Path file, String word) {
        return Lexicon.read(List.of(file), PHONES).pronunciation(word).orElseThrow();
    }

    private Path lexicon(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), Arrays.asList(lines));
    }
}
