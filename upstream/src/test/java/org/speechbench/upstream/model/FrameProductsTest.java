package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.testing.TestEngine;

/** Sums over all frames, which a GPU takes part by part. */
class FrameProductsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();
    private static final ComputeDevice CPU = ComputeDevice.of(Device.cpu());
    private static final ComputeDevice GPU = ComputeDevice.of(Device.gpu());

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 512, 513, 1024, 3199, 20_000})
    void products_summed_in_parts_are_those_of_double_precision_up_to_rounding(int frames) {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            NDArray x = m.randomNormal(new Shape(3, frames, 10));
            NDArray exact = products(m, CPU, x.toType(DataType.FLOAT64, true)).toType(DataType.FLOAT32, true);
            float largest = exact.abs().max().getFloat();
            assertThat(products(m, GPU, x).toFloatArray())
                    .containsExactly(exact.toFloatArray(), within(1e-6f * largest));
            // All frames at once are summed less exactly.
            assertThat(products(m, CPU, x).toFloatArray())
                    .containsExactly(exact.toFloatArray(), within(2e-5f * largest));
        }
    }

    private static NDArray products(NDManager m, ComputeDevice device, NDArray x) {
        ScriptSource source = new ScriptSource(Precision.FP32).add(WaveformFrontEnd.frameProducts(device));
        try (Script script = Script.load(ENGINE, source)) {
            return script.callOne(m, "frame_products", Arguments.of(x));
        }
    }

    @Test
    void the_front_end_of_a_gpu_agrees_with_that_of_a_cpu_and_padding_changes_nothing() {
        WaveformFrontEnd front = new WaveformFrontEnd(16, false, false, 0, false);
        try (NDManager m = ENGINE.manager().newSubManager()) {
            float[] samples = new float[2 * 9_001];
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < samples.length; i++) {
                // The second utterance has 5,003 samples.
                samples[i] = i < 9_001 + 5_003 ? (float) random.nextGaussian() : 0;
            }
            NDArray both = m.create(samples, new Shape(2, 9_001));
            NDArray lengths = m.create(new long[] {9_001, 5_003});
            float[] wanted = first(m, front, CPU, both, lengths).get(0).toFloatArray();
            NDArray got = first(m, front, GPU, both, lengths).get(0);
            assertThat(got.toFloatArray()).containsExactly(wanted, within(1e-5f));

            NDArray alone = first(m, front, GPU, both.get("1:2, 0:5003"), m.create(new long[0]))
                    .get(0);
            NDArray own = got.get("1:2, 0:" + alone.getShape().get(1));
            assertThat(own.toFloatArray()).containsExactly(alone.toFloatArray(), within(1e-5f));
        }
    }

    private static NDList first(NDManager m, WaveformFrontEnd front, ComputeDevice device, NDArray x, NDArray lengths) {
        Kernels kernels = Kernels.forEncoding(device, Precision.FP32);
        ScriptSource source = new ScriptSource(Precision.FP32).add(front.fragments(kernels));
        List<NDArray> weights = new ArrayList<>(ParameterSet.random(m, front.parameters(""), new SplittableRandom(5))
                .list());
        try (Script script = Script.load(ENGINE, source)) {
            return script.call(m, "first_convolution", Arguments.of(x, lengths).add(weights));
        }
    }
}
