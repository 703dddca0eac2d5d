package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TinyCorpora;

class CharacterEncoderTest {
    private final CharacterEncoder encoder = new CharacterEncoder("transcript");

    @Test
    void the_inventory_is_superbs_of_32() {
        assertThat(encoder.names())
                .hasSize(32)
                .startsWith("<s>", "<pad>", "</s>", "<unk>", "|")
                .contains("'")
                .filteredOn(name -> name.matches("[A-Z]"))
                .hasSize(26);
    }

    @Test
    void a_separator_follows_every_word_and_end_of_sentence_the_last() {
        // E 5, T 6, A 7, | 4, </s> 2
        assertThat(encoder.encode(transcript("TEA AT"))).containsExactly(6, 5, 7, 4, 7, 6, 4, 2);
    }

    @Test
    void case_and_the_kind_of_space_do_not_matter() {
        assertThat(encoder.encode(transcript(" tea \t At "))).isEqualTo(encoder.encode(transcript("TEA AT")));
        assertThat(encoder.words(transcript(" tea \t At "))).containsExactly("TEA", "AT");
    }

    @Test
    void a_path_reads_as_words_without_blank_pad_and_end() {
        assertThat(encoder.decode(new int[] {0, 6, 6, 0, 6, 5, 4, 4, 0, 4, 1, 7, 2, 2}))
                .containsExactly("TTE", "A");
    }

    @Test
    void a_path_of_blanks_reads_as_nothing() {
        assertThat(encoder.decode(new int[] {0, 0, 0})).isEmpty();
        assertThat(encoder.decode(new int[0])).isEmpty();
    }

    @Test
    void other_characters_have_classes_after_the_special_ones_and_are_read_as_they_are_written() {
        CharacterEncoder arabic = new CharacterEncoder("transcript", List.of("\u0627", "\u0628", "\u064E"));
        assertThat(arabic.names()).hasSize(8).endsWith("|", "\u0627", "\u0628", "\u064E");
        int[] target = arabic.encode(transcript("\u0628\u064E \u0627"));
        assertThat(target).containsExactly(6, 7, 4, 5, 4, 2);
        assertThat(arabic.decode(target)).containsExactly("\u0628\u064E", "\u0627");
        CharacterEncoder german = new CharacterEncoder("transcript", List.of("e", "ß"));
        assertThat(german.words(transcript("ße E"))).containsExactly("ße", "E");
    }

    @Test
    void chinese_is_one_word_of_characters_beyond_the_first_plane_too() {
        CharacterEncoder chinese = new CharacterEncoder("transcript", List.of("你", "好", "𠮷"));
        int[] target = chinese.encode(transcript("你好𠮷"));
        assertThat(target).containsExactly(5, 6, 7, 4, 2);
        assertThat(chinese.decode(target)).containsExactly("你好𠮷");
    }

    @Test
    void a_character_that_training_lacks_is_unknown_and_stays_in_the_reference() {
        CharacterEncoder german = new CharacterEncoder("transcript", List.of("a"));
        Utterance held = transcript("aß é ß");
        assertThat(german.encode(held)).containsExactly(5, 3, 4, 3, 4, 3, 4, 2);
        assertThat(german.unknown(held)).containsExactly("ß", "é", "ß");
        assertThat(german.words(held)).containsExactly("aß", "é", "ß");
        assertThat(encoder.unknown(held)).as("an error of SUPERB's inventory").isEmpty();
        assertRefused(() -> new CharacterEncoder("transcript", List.of("a", "|")), "separates words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A|B", "A-B", "CAFÉ", "<unk>", "A 7"})
    void symbols_outside_the_alphabet_are_refused(String text) {
        assertRefused(() -> encoder.encode(transcript(text)), "utterance-1");
    }

    @Test
    void a_class_outside_the_inventory_is_a_mistake_of_the_caller() {
        assertThatIllegalArgumentException().isThrownBy(() -> encoder.decode(new int[] {32}));
    }

    private static Utterance transcript(String text) {
        return TinyCorpora.utterance("utterance-1", "train", "transcript", text);
    }
}
