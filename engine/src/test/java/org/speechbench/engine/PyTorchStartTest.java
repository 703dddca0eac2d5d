package org.speechbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.engine.EngineException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PyTorchStartTest {
    @Test
    void an_installed_pytorch_without_its_flavour_is_refused_with_what_to_set() {
        assertRefused(
                () -> PyTorchStart.prepare(
                        Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch/lib", "PYTORCH_VERSION", "2.7.1")),
                "PYTORCH_FLAVOR does not say",
                "PYTORCH_FLAVOR=cpu or cu128");
        assertThatCode(() -> PyTorchStart.prepare(
                        Map.of("PYTORCH_LIBRARY_PATH", "/opt/torch/lib", "PYTORCH_FLAVOR", "cu128")))
                .doesNotThrowAnyException();
    }

    @Test
    void nothing_is_downloaded_in_place_of_libraries_that_do_not_fit() {
        PyTorchStart.prepare(Map.of());
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    }

    @Test
    void a_start_that_fails_is_a_sentence_with_the_first_cause_and_doctor() {
        EngineException failure = new EngineException(
                "Failed to load PyTorch native library", new IllegalStateException("Offline mode is enabled.\nmore"));
        assertRefused(
                () -> PyTorchStart.of(() -> {
                    throw failure;
                }),
                "PyTorch does not start: Offline mode is enabled.",
                "speechbench doctor",
                "libcudart.so");
    }
}
