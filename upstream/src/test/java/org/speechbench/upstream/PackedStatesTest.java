package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.testing.TestEngine;

class PackedStatesTest {
    private final EngineContext engine = TestEngine.start();
    private final NDManager manager = engine.manager().newSubManager();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void rounding_takes_the_nearest_bfloat16_and_the_even_one_of_two_for_every_kind_of_finite_value() {
        float[] values = finite();
        ByteBuffer packed = packed(PackedStates.Type.BF16, values);
        for (float value : values) {
            assertThat(packed.getShort())
                    .as("%s, bits %08x", value, Float.floatToRawIntBits(value))
                    .isEqualTo(rounded(value));
        }
        assertThat(packed.hasRemaining()).isFalse();
    }

    @Test
    void values_in_fp32_are_unchanged() {
        float[] values = finite();
        ByteBuffer packed = packed(PackedStates.Type.FP32, values);
        for (float value : values) {
            assertThat(packed.getInt()).isEqualTo(Float.floatToRawIntBits(value));
        }
    }

    @Test
    void a_value_that_is_not_finite_or_too_large_for_bfloat16_is_refused_wherever_it_is() {
        for (float bad : new float[] {
            Float.NaN, Float.intBitsToFloat(0xFF800001), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
        }) {
            for (int at : new int[] {0, 37, 299}) {
                float[] values = new float[300];
                values[at] = bad;
                for (PackedStates.Type type : PackedStates.Type.values()) {
                    assertThatThrownBy(() -> packed(type, values))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("a hidden state is " + bad);
                }
            }
        }
        assertThatThrownBy(() -> packed(PackedStates.Type.BF16, Float.MAX_VALUE))
                .hasMessage("a hidden state is Infinity");
        assertThat(packed(PackedStates.Type.FP32, Float.MAX_VALUE).getFloat()).isEqualTo(Float.MAX_VALUE);
    }

    @Test
    void each_utterance_has_its_own_frames_of_every_layer_and_its_own_refusal() {
        // The values say where they are: utterance, layer, frame.
        List<NDArray> layers = new ArrayList<>();
        for (int l = 0; l < 2; l++) {
            float[] values = new float[3 * 4 * 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = 100 * (i / 8) + 10 * l + i % 8 / 2;
            }
            // This one is beyond the valid frames of the first utterance, and within those of the third.
            values[7] = Float.NaN;
            values[23] = Float.NaN;
            layers.add(manager.create(values, new Shape(3, 4, 2)));
        }
        long[][] frames = {{2, 1}, {3, 3}, {4, 4}};
        try (PackedStates packed = PackedStates.of(engine, manager, PackedStates.Type.FP32, layers, frames)) {
            assertThat(floats(packed.values(0))).containsExactly(0, 0, 1, 1, 10, 10);
            assertThat(floats(packed.values(1)))
                    .containsExactly(100, 100, 101, 101, 102, 102, 110, 110, 111, 111, 112, 112);
            assertThatThrownBy(() -> packed.values(2)).hasMessage("a hidden state is NaN");
            assertThat(floats(packed.values(0))).hasSize(6);
        }
    }

    private static float[] floats(ByteBuffer values) {
        float[] all = new float[values.remaining() / Float.BYTES];
        values.asFloatBuffer().get(all);
        return all;
    }

    private ByteBuffer packed(PackedStates.Type type, float... values) {
        NDArray layer = manager.create(values, new Shape(1, values.length, 1));
        try (PackedStates packed =
                PackedStates.of(engine, manager, type, List.of(layer), new long[][] {{values.length}})) {
            return packed.values(0);
        }
    }

    /** Zeros, subnormals, ties of both kinds, the largest values that do not become infinite, and random bits. */
    private static float[] finite() {
        List<Float> values = new ArrayList<>(List.of(0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL));
        for (int upper : new int[] {0x0000, 0x0001, 0x007F, 0x0080, 0x3F80, 0x3F81, 0x7F7E, 0xBF80, 0xFF7E}) {
            for (int lower : new int[] {0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF}) {
                values.add(Float.intBitsToFloat(upper << 16 | lower));
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        while (values.size() < 10_007) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Math.abs(value) < 0x1.FEp127f) {
                values.add(value);
            }
        }
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    /** The upper half of a float's bits, with the carry of the lower half. */
    private static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
