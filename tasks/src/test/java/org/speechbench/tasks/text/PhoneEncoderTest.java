package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.tasks.TinyCorpora;

class PhoneEncoderTest {
    private final PhoneEncoder encoder = new PhoneEncoder("phones");

    @Test
    void the_inventory_is_superbs_of_74() {
        assertThat(encoder.names())
                .hasSize(74)
                .startsWith("<blank>", "<eos>", "<unk>", "SIL", "SPN", "AA0", "AA1", "AA2", "AE0")
                .endsWith("Y", "Z", "ZH");
        assertThat(encoder.names())
                .filteredOn(name -> name.matches("[A-Z]+[012]"))
                .hasSize(45);
    }

    @Test
    void end_of_sentence_follows_the_last_phone() {
        assertThat(encoder.encode(TinyCorpora.utterance("u", "train", "phones", "AA0  SIL AA0")))
                .containsExactly(5, 3, 5, 1);
    }

    @Test
    void a_path_reads_as_phones_without_blank_and_end() {
        assertThat(encoder.decode(new int[] {0, 5, 5, 0, 5, 6, 6, 1, 1, 0})).containsExactly("AA0", "AA0", "AA1");
    }

    @Test
    void a_vowel_without_stress_is_named_as_such() {
        assertRefused(
                () -> encoder.encode(TinyCorpora.utterance("u", "train", "phones", "HH AH L OW1")),
                "the vowel 'AH' without stress in column 'phones'",
                "AH0, AH1 or AH2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA", "AA3", "aa0", "<eos>", "<blank>", "B1"})
    void symbols_outside_the_inventory_are_refused(String phone) {
        assertRefused(
                () -> encoder.encode(TinyCorpora.utterance("utterance-1", "train", "phones", "B " + phone)),
                "utterance-1",
                "'" + phone + "'");
    }
}
