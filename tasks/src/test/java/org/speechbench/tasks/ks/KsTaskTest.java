package org.speechbench.tasks.ks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class KsTaskTest extends TaskContractTest {
    KsTaskTest() {
        super(
                new KsTask(),
                TinyCorpora.corpus(
                        "label", List.of("train", "dev", "test"), List.of("yes", "no", "_unknown_", "_silence_")),
                TinyCorpora.utterance("odd", "train", "label", "maybe"),
                "maybe");
    }

    @Test
    void superb_s_classes_are_read_under_its_preset_where_a_manifest_has_them() {
        assertThat(task().labelColumns(Preset.SUPERB)).containsExactly("superb_label", "label");
        assertThat(task().labelColumns(Preset.QUICK)).containsExactly("label");
        assertThat(task().card().version()).isEqualTo(2);
    }

    @Test
    void training_draws_every_class_alike() {
        assertThat(task().recipe(Preset.SUPERB, 12).sampling().balanced()).isTrue();
        assertThat(task().recipe(Preset.QUICK, 12).withSteps(1, 1).sampling().balanced())
                .isTrue();
    }
}
