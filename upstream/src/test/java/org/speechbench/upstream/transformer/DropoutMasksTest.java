package org.speechbench.upstream.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.upstream.script.Arguments;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;
import org.speechbench.upstream.script.Script;
import org.speechbench.upstream.script.ScriptSource;

class DropoutMasksTest {
    private static final int VALUES = 1_000_003;
    private final EngineContext engine = EngineContext.cpu();

    @AfterEach
    void close() {
        engine.close();
    }

    /** Ones with dropout, each mask from a generator with the same seed. */
    private float[] dropped(DropoutMasks masks, Precision precision) {
        ScriptSource source = new ScriptSource(precision).fragment(DropoutMasksTest.class, "dropout.torchscript");
        masks.script(source);
        try (Script script = Script.load(engine, source);
                NDManager m = engine.manager().newSubManager()) {
            engine.seed(5);
            NDArray ones = m.ones(new Shape(VALUES), DataType.FLOAT32);
            return script.call(m, "apply", Arguments.of(ones)).get(0).toFloatArray();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "BF16"})
    void integer_masks_drop_the_share_and_scale_the_rest(Precision precision) {
        float[] values = dropped(DropoutMasks.integer(0.1), precision);
        double dropped = 0;
        for (float v : values) {
            assertThat(v).isIn(0f, precision == Precision.FP32 ? (float) (32768.0 / (32768 - 3277)) : 1.109375f);
            dropped += v == 0 ? 1 : 0;
        }
        // Four deviations of a share of a million draws.
        assertThat(dropped / VALUES).isCloseTo(3277 / 32768.0, within(1.2e-3));
    }

    @Test
    void integer_masks_of_neighbours_are_independent() {
        float[] values = dropped(DropoutMasks.integer(0.5), Precision.FP32);
        for (int lag = 1; lag <= 8; lag++) {
            double both = 0;
            for (int i = lag; i < VALUES; i++) {
                both += values[i] > 0 && values[i - lag] > 0 ? 1 : 0;
            }
            assertThat(both / VALUES).as("lag " + lag).isCloseTo(0.25, within(2e-3));
        }
    }

    @Test
    void nothing_is_drawn_without_dropout() {
        assertThat(dropped(DropoutMasks.integer(0), Precision.FP32)).containsOnly(1f);
    }
}
