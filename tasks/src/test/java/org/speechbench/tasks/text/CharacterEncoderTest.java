package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.speechbench.core.testing.Refusal.assertRefused;

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
