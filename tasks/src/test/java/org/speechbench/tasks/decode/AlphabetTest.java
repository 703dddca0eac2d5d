package org.speechbench.tasks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.text.CharacterEncoder;
import org.speechbench.tasks.text.Ctc;

class AlphabetTest {
    @Test
    void of_the_characters_of_asr_four_say_nothing_and_27_are_letters() {
        Alphabet alphabet = Alphabet.of(new CharacterEncoder("transcript").names(), Ctc.BLANK);
        assertThat(alphabet.size()).isEqualTo(32);
        assertThat(alphabet.silent()).containsExactly(0, 1, 2, 3);
        assertThat(alphabet.separator()).isEqualTo(4);
        assertThat(alphabet.letters()).hasSize(27).startsWith(5).endsWith(31);
    }

    @Test
    void the_blank_is_silent_whatever_it_is_called() {
        assertThat(Alphabet.of(List.of("|", "A", "-"), 2).silent()).containsExactly(2);
    }

    @Test
    void without_separator_or_blank_there_is_no_alphabet() {
        assertThatThrownBy(() -> Alphabet.of(List.of("-", "A"), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Alphabet.of(List.of("-", "|"), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Alphabet.of(List.of("-", "|"), 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
