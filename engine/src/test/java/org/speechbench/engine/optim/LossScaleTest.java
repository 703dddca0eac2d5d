package org.speechbench.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;

class LossScaleTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private void steps(LossScale scale, double... norms) {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            for (double norm : norms) {
                scale.update(m, m.create((float) norm));
            }
        }
    }

    @Test
    void it_is_halved_by_an_overflow_and_doubled_after_so_many_steps_without_one() {
        double infinite = Double.POSITIVE_INFINITY;
        try (LossScale scale = LossScale.dynamic(ENGINE, 1024, 3)) {
            steps(scale, 1, 1);
            assertThat(scale.state()).isEqualTo(new LossScale.State(1024, 2));
            steps(scale, infinite);
            assertThat(scale.state()).isEqualTo(new LossScale.State(512, 0));
            steps(scale, 1, 1, 1);
            assertThat(scale.state()).isEqualTo(new LossScale.State(1024, 0));
            steps(scale, 1, Double.NaN, Double.NaN);
            assertThat(scale.state()).isEqualTo(new LossScale.State(256, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "FP16", mode = EnumSource.Mode.EXCLUDE)
    void precisions_with_the_range_of_fp32_are_not_scaled(Precision precision) {
        try (LossScale scale = LossScale.of(ENGINE, precision)) {
            steps(scale, Double.NaN, 1);
            assertThat(scale.array().getFloat()).isEqualTo(1);
            assertThat(scale.state()).isEqualTo(LossScale.State.FIXED);
        }
    }

    @Test
    void fp16_begins_at_65536_and_goes_on_where_a_checkpoint_stood() {
        try (LossScale scale = LossScale.of(ENGINE, Precision.FP16)) {
            assertThat(scale.state()).isEqualTo(new LossScale.State(65_536, 0));
            scale.restore(new LossScale.State(128, 1999));
            steps(scale, 1);
            assertThat(scale.state()).isEqualTo(new LossScale.State(256, 0));
        }
    }

    @Test
    void gradients_that_always_overflow_are_an_error_and_not_a_scale_of_nothing() {
        try (LossScale scale = LossScale.dynamic(ENGINE, 1, 2000)) {
            for (int i = 0; i < 14; i++) {
                steps(scale, Double.NaN);
            }
            assertThatThrownBy(scale::state)
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.remedy()).contains("bf16"))
                    .hasMessageContaining("overflow fp16");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scaled_gradients_make_the_update_of_those_that_are_not(boolean separate) {
        AdamOptions options = AdamOptions.PRETRAINING.withClip(1);
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray a = m.create(new float[] {1, 2, 3});
            NDArray b = a.duplicate();
            try (AdamW plain = separate
                            ? AdamW.separate(ENGINE, List.of(a), options)
                            : AdamW.create(ENGINE, List.of(a), options);
                    AdamW scaled = separate
                            ? AdamW.separate(ENGINE, List.of(b), options)
                            : AdamW.create(ENGINE, List.of(b), options)) {
                for (int step = 0; step < 5; step++) {
                    NDArray g = m.randomNormal(new Shape(3)).mul(step);
                    NDArray norm = scaled.step(m, 0.1, List.of(g.mul(1024)), m.create(1024f));
                    assertThat(norm.getFloat()).isCloseTo(g.norm().getFloat(), within(1e-5f));
                    plain.step(m, 0.1, List.of(g.duplicate()));
                }
                assertThat(b.toFloatArray()).containsExactly(a.toFloatArray(), within(1e-6f));
            }
        }
    }
}
