package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelProvenanceTest {
    @TempDir
    Path folder;

    @Test
    void a_model_uses_labels_if_its_configuration_says_so() throws IOException {
        says("{ \"labels\": { \"classes\": 8, \"uses_labels\": true } }");
        assertThat(LabelProvenance.of(folder)).isTrue();
        says("{ \"labels\": { \"classes\": 8, \"uses_labels\": false } }");
        assertThat(LabelProvenance.of(folder)).isFalse();
    }

    @Test
    void what_says_nothing_uses_none() throws IOException {
        assertThat(LabelProvenance.of(null)).isFalse();
        assertThat(LabelProvenance.of(folder)).isFalse();
        assertThat(LabelProvenance.of(folder.resolve("weights.pt"))).isFalse();
        says("{ \"model_type\": \"hubert\" }");
        assertThat(LabelProvenance.of(folder)).isFalse();
        says("{ \"labels\": { \"classes\": 8 } }");
        assertThat(LabelProvenance.of(folder)).isFalse();
    }

    @Test
    void what_is_neither_true_nor_false_is_an_error() throws IOException {
        for (String bad : new String[] {"\"yes\"", "1", "null", "{}"}) {
            says("{ \"labels\": { \"uses_labels\": " + bad + " } }");
            assertRefused(
                    () -> LabelProvenance.of(folder),
                    "config.json: labels.uses_labels is " + bad + ", wanted true or false");
        }
        says("{ \"labels\": ");
        assertRefused(() -> LabelProvenance.of(folder));
    }

    @Test
    void before_its_first_step_a_model_has_seen_nothing() {
        Map<String, Object> trained = Map.of("size", "tiny", "labels", Map.of("classes", 8, "uses_labels", true));
        assertThat(LabelProvenance.beforeTraining(trained))
                .isEqualTo(Map.of("size", "tiny", "labels", Map.of("classes", 8, "uses_labels", false)));
        assertThat(LabelProvenance.beforeTraining(Map.of("size", "tiny"))).isEqualTo(Map.of("size", "tiny"));
    }

    private void says(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
    }
}
