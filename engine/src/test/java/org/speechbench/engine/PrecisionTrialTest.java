package org.speechbench.engine;

import static org.speechbench.core.testing.Refusal.assertRefused;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.TextLines;
import org.speechbench.engine.testing.TestEngine;

class PrecisionTrialTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void every_kind_of_operation_is_computed_forward_and_backward(Precision precision) {
        PrecisionTrial.require(STARTED.context(), precision, Fragment.of(PrecisionTrial.class, "precision_trial.py"));
    }

    @ParameterizedTest
    @CsvSource({
        "product, matrix products",
        "convolution, convolutions",
        "grouped_convolution, grouped convolutions",
        "attention, attention in one kernel"
    })
    void the_kind_that_an_engine_refuses_is_named_with_its_reason(String method, String what) {
        String broken = TextLines.resource(PrecisionTrial.class, "precision_trial.py")
                .replaceFirst(
                        "(def " + method + "\\([^\\n]*\\n[^\\n]*\\n)", "$1    x = torch.linear(x, torch.ones([7]))\n");
        assertRefused(
                () -> PrecisionTrial.require(STARTED.context(), Precision.BF16, Fragment.text("broken", broken)),
                "does not compute " + what + " in bf16 on ",
                "RuntimeError: ",
                "--precision");
    }

    @ParameterizedTest
    @ValueSource(strings = {"70", "75"})
    void bf16_is_refused_on_a_v100_and_a_t4_with_the_precision_that_they_have(String digits) {
        for (Precision precision : new Precision[] {Precision.BF16, Precision.TF32}) {
            assertRefused(
                    () -> PrecisionTrial.requireNative(precision, "gpu:0", digits),
                    "gpu:0 has compute capability 7." + digits.charAt(1),
                    precision.id() + " begins with 8.0",
                    "--precision fp16");
        }
        PrecisionTrial.requireNative(Precision.FP16, "gpu:0", digits);
        PrecisionTrial.requireNative(Precision.FP32, "gpu:0", digits);
    }

    @Test
    void a_gpu_without_fp16_is_told_to_use_fp32() {
        assertRefused(
                () -> PrecisionTrial.requireNative(Precision.BF16, "gpu:1", "61"),
                "capability 6.1",
                "--precision fp32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "86", "90", "100", "120"})
    void later_gpus_have_all_precisions(String digits) {
        for (Precision precision : Precision.values()) {
            Assertions.assertThatCode(() -> PrecisionTrial.requireNative(precision, "gpu:0", digits))
                    .doesNotThrowAnyException();
        }
    }
}
