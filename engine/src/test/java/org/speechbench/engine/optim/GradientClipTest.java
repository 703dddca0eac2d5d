package org.speechbench.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.testing.TestEngine;

class GradientClipTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private final NDManager m = ENGINE.manager().newSubManager();
    private final List<NDArray> gradients = List.of(m.create(new float[] {3, 0}), m.create(new float[] {-4}));

    private GradientClip.Clipped clip(double largest, float scale) {
        try (GradientClip clip = new GradientClip(ENGINE, largest)) {
            return clip.clip(m, gradients, m.create(scale));
        }
    }

    @Test
    void gradients_are_clipped_by_their_common_norm_which_is_returned() {
        GradientClip.Clipped clipped = clip(0.5, 1);
        assertThat(clipped.norm().getFloat()).isEqualTo(5);
        assertThat(clipped.gradients().get(0).getFloat(0)).isCloseTo(0.3f, within(1e-6f));
        assertThat(clipped.gradients().get(1).getFloat(0)).isCloseTo(-0.4f, within(1e-6f));
    }

    @Test
    void gradients_of_a_smaller_norm_stay_as_they_are() {
        assertThat(clip(6, 1).gradients().get(1).getFloat(0)).isEqualTo(-4);
        assertThat(clip(Double.POSITIVE_INFINITY, 1).gradients().get(0).toFloatArray())
                .containsExactly(3, 0);
    }

    @Test
    void the_loss_scale_is_taken_out() {
        GradientClip.Clipped clipped = clip(0.5, 4);
        assertThat(clipped.norm().getFloat()).isEqualTo(1.25f);
        assertThat(clipped.gradients().get(0).getFloat(0)).isCloseTo(0.3f, within(1e-6f));
        assertThat(clip(6, 4).gradients().get(0).getFloat(0)).isEqualTo(0.75f);
    }

    @Test
    void an_overflow_leaves_no_gradient_finite() {
        GradientClip.Clipped clipped = clip(6, 0);
        assertThat(clipped.norm().getFloat()).isInfinite();
        assertThat(clipped.gradients())
                .allSatisfy(g -> assertThat(g.toFloatArray()).containsOnly(Float.NaN));
    }
}
