package org.speechbench.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;

class AdamWTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void adam_gives_the_weights_of_pytorch(boolean separate) {
        follows("opt_adam.npy", 0.01, AdamOptions.ADAM, separate);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void adamw_gives_the_weights_of_pytorch(boolean separate) {
        follows(
                "opt_adamw.npy",
                0.0005,
                AdamOptions.PRETRAINING.withClip(Double.POSITIVE_INFINITY).withWeightDecay(0.01),
                separate);
    }

    private static void follows(String expected, double rate, AdamOptions options, boolean separate) {
        float[] gradients = Npy.fixture("opt_grads").floats();
        float[] weights = Npy.fixture(expected).floats();
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray w = m.create(Npy.fixture("opt_initial").floats(), new Shape(4, 3));
            try (AdamW optimiser = separate
                    ? AdamW.separate(ENGINE, List.of(w), options)
                    : AdamW.create(ENGINE, List.of(w), options)) {
                for (int k = 0; k < 5; k++) {
                    float[] g = Arrays.copyOfRange(gradients, 12 * k, 12 * k + 12);
                    optimiser.step(m, rate, List.of(m.create(g, new Shape(4, 3))));
                    assertThat(w.toFloatArray())
                            .containsExactly(Arrays.copyOfRange(weights, 12 * k, 12 * k + 12), within(1e-6f));
                }
                assertThat(optimiser.steps()).isEqualTo(5);
            }
        }
    }

    @Test
    void clips_by_the_norm_of_all_gradients_together_and_returns_it() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray a = m.create(new float[] {1});
            NDArray b = m.create(new float[] {2});
            try (AdamW optimiser = AdamW.create(ENGINE, List.of(a, b), AdamOptions.ADAM.withClip(1))) {
                NDArray norm = optimiser.step(m, 0.1, List.of(m.create(new float[] {3}), m.create(new float[] {4})));
                assertThat(norm.getFloat()).isCloseTo(5, within(1e-5f));
                assertThat(optimiser.means().get(0).toFloatArray()[0]).isCloseTo(0.06f, within(1e-6f));
                assertThat(optimiser.means().get(1).toFloatArray()[0]).isCloseTo(0.08f, within(1e-6f));
            }
        }
    }

    @Test
    void one_parameter_after_another_is_clipped_as_all_together() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            AdamOptions options = AdamOptions.PRETRAINING.withClip(1);
            NDArray a = m.create(new float[] {1, 2, 3});
            NDArray b = a.duplicate();
            try (AdamW fused = AdamW.create(ENGINE, List.of(a), options);
                    AdamW separate = AdamW.separate(ENGINE, List.of(b), options)) {
                NDArray norm = fused.step(m, 0.1, List.of(m.create(new float[] {3, -4, 5})));
                NDArray same = separate.step(m, 0.1, List.of(m.create(new float[] {3, -4, 5})));
                assertThat(same.getFloat()).isCloseTo(norm.getFloat(), within(1e-5f));
                assertThat(b.toFloatArray()).containsExactly(a.toFloatArray(), within(1e-6f));
                assertThat(separate.means().get(0).toFloatArray())
                        .containsExactly(fused.means().get(0).toFloatArray(), within(1e-6f));
            }
        }
    }

    @Test
    void takes_gradients_that_are_not_contiguous() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray w = m.zeros(new Shape(2, 3));
            try (AdamW optimiser = AdamW.create(ENGINE, List.of(w), AdamOptions.ADAM)) {
                NDArray g = m.create(new float[] {1, 4, 2, 5, 3, 6}, new Shape(3, 2))
                        .transpose();
                optimiser.step(m, 0.1, List.of(g));
                float[] means = optimiser.means().get(0).toFloatArray();
                assertThat(means).containsExactly(new float[] {.1f, .2f, .3f, .4f, .5f, .6f}, within(1e-6f));
            }
        }
    }

    /** PyTorch 2.0 compares strides in its fused kernel, and then updates by other means. */
    @Test
    void strides_of_dimensions_of_one_change_nothing() {
        AdamOptions options = AdamOptions.PRETRAINING;
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray plain = m.arange(128 * 10f).reshape(128, 1, 10);
            NDArray turned = m.arange(128 * 10f).reshape(1, 128, 10).swapAxes(0, 1);
            List<float[]> weights = new ArrayList<>();
            for (NDArray gradient : List.of(plain, turned)) {
                NDArray weight = m.ones(new Shape(128, 1, 10));
                try (AdamW adam = AdamW.create(ENGINE, List.of(weight), options)) {
                    assertThat(adam.isFused()).isEqualTo(!ENGINE.version().startsWith("PyTorch 2.0"));
                    adam.step(m, 0.1, List.of(gradient));
                }
                weights.add(weight.toFloatArray());
            }
            assertThat(weights.get(1)).isEqualTo(weights.get(0));
        }
    }

    @Test
    void skips_and_counts_a_step_whose_gradients_are_not_finite() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray w = m.create(new float[] {1, 2});
            try (AdamW optimiser = AdamW.create(ENGINE, List.of(w), AdamOptions.PRETRAINING)) {
                optimiser.step(m, 0.1, List.of(m.create(new float[] {Float.NaN, 1})));
                optimiser.step(m, 0.1, List.of(m.create(new float[] {Float.POSITIVE_INFINITY, 1})));
                assertThat(w.toFloatArray()).containsExactly(1, 2);
                assertThat(optimiser.means().get(0).toFloatArray()).containsExactly(0, 0);
                assertThat(optimiser.skipped()).isEqualTo(2);
                assertThat(optimiser.steps()).isZero();
            }
        }
    }
}
