package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeededLabelTest {
    private final SeededLabel first = new SeededLabel("hubert", 7, 7);
    private final SeededLabel second = new SeededLabel("hubert", 8, 7);

    @Test
    void the_first_seed_is_named_by_its_label_alone_and_others_with_their_seed() {
        assertThat(first.name()).isEqualTo("hubert");
        assertThat(second.name()).isEqualTo("hubert@8");
        assertThat(new SeededLabel("hubert", -1, -2).name()).isEqualTo("hubert@-1");
    }

    @Test
    void a_row_belongs_to_the_model_of_its_label_and_pre_training_seed() {
        assertThat(first.isOf(row("hubert", 7L))).isTrue();
        assertThat(first.isOf(row("hubert", 8L))).isFalse();
        assertThat(second.isOf(row("hubert", 8L))).isTrue();
        assertThat(second.isOf(row("other", 8L))).isFalse();
    }

    @Test
    void a_row_without_a_pre_training_seed_belongs_to_the_first_model() {
        assertThat(first.isOf(row("hubert", null))).isTrue();
        assertThat(second.isOf(row("hubert", null))).isFalse();
        LayerWeight older = new LayerWeight("hubert", "pr", "all", 0, 1);
        assertThat(first.isOf(older)).isTrue();
        assertThat(second.isOf(older)).isFalse();
        assertThat(second.isOf(new LayerWeight("hubert", "pr", "all", 0, 1, 8L)))
                .isTrue();
    }

    private static ResultRow row(String label, @Nullable Long seed) {
        Subject subject = new Subject(label, "hubert", "tiny", "pretrained", "00ff", false)
                .trainedBy(new Subject.Training(seed, "c0ffee"));
        return new RowTemplate(
                        RowKind.SCORE,
                        subject,
                        new Protocol("pr", "pr", 1, "quick", "linear", "test", "00"),
                        Conditions.ofPrecision("bf16"),
                        7L)
                .ok(Metrics.PHONE_ERRORS, 10, Cost.NONE, "");
    }
}
