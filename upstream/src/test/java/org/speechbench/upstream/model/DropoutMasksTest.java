package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

class DropoutMasksTest {
    private static final int VALUES = 1_000_003;
    private final EngineContext engine = EngineContext.cpu();

    @AfterEach
    void close() {
        engine.close();
    }

    /** Ones with dropout, each mask from a generator with the same seed. */
    private float[] dropped(DropoutMasks masks, Precision precision) {
        return twice(masks, precision)[0];
    }

    /** Two masks of one step. */
    private float[][] twice(DropoutMasks masks, Precision precision) {
        ScriptSource source = new ScriptSource(precision)
                .add(Fragment.of(DropoutMasksTest.class, "dropout.py"), masks.fragment(1, 1));
        try (Script script = Script.load(engine, source);
                NDManager m = engine.manager().newSubManager()) {
            engine.seed(5);
            NDArray ones = m.ones(new Shape(VALUES), DataType.FLOAT32);
            NDList out = script.call(m, "apply", Arguments.of(ones));
            return new float[][] {out.get(0).toFloatArray(), out.get(1).toFloatArray()};
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "BF16"})
    void hashed_masks_drop_the_share_and_scale_the_rest(Precision precision) {
        float[] values = dropped(DropoutMasks.hashed(0.1, Device.cpu()), precision);
        double dropped = 0;
        for (float v : values) {
            assertThat(v).isIn(0f, precision == Precision.FP32 ? (float) (65536.0 / (65536 - 6554)) : 1.109375f);
            dropped += v == 0 ? 1 : 0;
        }
        // Four deviations of a share of a million draws.
        assertThat(dropped / VALUES).isCloseTo(6554 / 65536.0, within(1.2e-3));
    }

    /** Lags between neighbours, in a row of attention, in a frame, and between blocks and their halves. */
    @Test
    void hashed_masks_drop_independently_of_each_other() {
        double p = 6554 / 65536.0;
        float[] values = dropped(DropoutMasks.hashed(0.1, Device.cpu()), Precision.FP32);
        for (int lag : new int[] {1, 2, 3, 4, 5, 7, 8, 64, 256, 374, 512, 749, 768, 3072, 65_536, 131_072, 262_144}) {
            double sum = 0;
            for (int i = lag; i < VALUES; i++) {
                sum += ((values[i] == 0 ? 1 : 0) - p) * ((values[i - lag] == 0 ? 1 : 0) - p);
            }
            double deviations = sum / Math.sqrt(VALUES - lag) / (p * (1 - p));
            assertThat(deviations).as("lag " + lag).isCloseTo(0, within(4.5));
        }
    }

    @Test
    void masks_of_two_uses_drop_independently_of_each_other() {
        double p = 6554 / 65536.0;
        DropoutMasks masks = DropoutMasks.hashed(0.1, Device.cpu());
        float[][] both = twice(masks, Precision.FP32);
        double sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += ((both[0][i] == 0 ? 1 : 0) - p) * ((both[1][i] == 0 ? 1 : 0) - p);
        }
        assertThat(sum / Math.sqrt(VALUES) / (p * (1 - p))).isCloseTo(0, within(4.5));
    }

    @Test
    void nothing_is_drawn_without_dropout() {
        assertThat(dropped(DropoutMasks.hashed(0, Device.cpu()), Precision.FP32))
                .containsOnly(1f);
    }
}
