package org.speechbench.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerChoiceTest {
    @Test
    void layers_are_all_or_those_named_in_order() {
        assertThat(LayerChoice.of("all", 3)).containsExactly(0, 1, 2);
        assertThat(LayerChoice.of("2, 0", 3)).containsExactly(0, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "-1", "", "1,", "x", "1,1", "99999999999"})
    void what_is_no_choice_of_three_layers_is_refused(String text) {
        assertRefused(() -> LayerChoice.of(text, 3));
    }
}
