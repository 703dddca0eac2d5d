package org.speechbench.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.upstream.LayerNumbering;

class LayerChoiceTest {
    private static final List<LayerNumbering> NUMBERINGS = List.of(
            new LayerNumbering("transformers", "hidden_states", 0, ""),
            new LayerNumbering("torchaudio", "extract_features", 1, ""));

    @Test
    void layers_are_all_or_those_named_in_order() {
        assertThat(LayerChoice.of("all", 3, List.of())).containsExactly(0, 1, 2);
        assertThat(LayerChoice.of("2, 0", 3, List.of())).containsExactly(0, 2);
    }

    @Test
    void numbers_of_other_toolkits_have_their_name_before_them() {
        assertThat(LayerChoice.of("torchaudio:1,transformers:1,0", 3, NUMBERINGS))
                .containsExactly(0, 1, 2);
        assertThat(NUMBERINGS.get(1).text()).isEqualTo("extract_features[n] is layer n + 1");
    }

    @Test
    void a_layer_that_a_toolkit_does_not_number_is_answered_with_those_that_it_does() {
        assertRefused(
                () -> LayerChoice.of("torchaudio:3", 4, NUMBERINGS),
                "torchaudio:0 to torchaudio:2",
                "the layers 1 to 3 here");
        assertRefused(() -> LayerChoice.of("4", 4, NUMBERINGS), "0 to 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3", "-1", "", "1,", "x", "1,1", "99999999999", "torchaudio:2", "espnet:1", "torchaudio:", ":1"})
    void what_is_no_choice_of_three_layers_is_refused(String text) {
        assertRefused(() -> LayerChoice.of(text, 3, NUMBERINGS));
    }
}
