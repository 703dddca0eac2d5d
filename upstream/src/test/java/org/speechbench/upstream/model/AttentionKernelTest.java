package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.result.Machine;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.pretrain.KernelSet;

class AttentionKernelTest {
    private static final int HEADS = 4;
    private static final int HEAD_SIZE = 16;
    private static final int ROWS = 3;

    private static final String CALL =
            """
            def call(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> List[Tensor]:
                a = self.attention_core(q.to(DTYPE), k.to(DTYPE), v.to(DTYPE), bias, bias, False)
                return [a.float()]

            def slopes(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, g: Tensor) -> List[Tensor]:
                p = self.leaves([q.to(DTYPE), k.to(DTYPE), v.to(DTYPE)], 0)
                a = self.attention_core(p[0], p[1], p[2], bias, bias, True)
                out = [a.detach().float()]
                for s in self.differentiated((a.float() * g).sum(), p):
                    out.append(s.float())
                return out
            """;

    /** PyTorch 2.0 has no kernel for narrow attention on a CPU: it rounds scores and attention weights to bf16. */
    private static final double ROUNDED = 3;

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FP32, false, 37, 1e-5",
        "FP32, true, 37, 1e-5",
        "BF16, false, 37, 1e-2",
        "BF16, true, 37, 1e-2",
        "BF16, false, 749, 1e-2",
        "BF16, true, 128, 1e-2"
    })
    void fused_and_written_out_are_one_function(Precision precision, boolean padded, int frames, double relative) {
        try (Script written = script(AttentionKernel.WRITTEN_OUT, precision, 0);
                Script fused = script(AttentionKernel.FUSED, precision, 0);
                NDManager m = engine.manager().newSubManager()) {
            Shape shape = new Shape(ROWS, frames, (long) HEADS * HEAD_SIZE);
            NDArray bias = padded ? bias(m, frames) : m.zeros(new Shape(0));
            Arguments arguments =
                    Arguments.of(m.randomNormal(shape), m.randomNormal(shape), m.randomNormal(shape), bias);
            NDArray wanted = written.call(m, "call", arguments).get(0);
            NDArray got = fused.call(m, "call", arguments).get(0);
            assertThat(wanted.getShape()).isEqualTo(shape);
            assertThat(got.getShape()).isEqualTo(shape);
            boolean rounded = precision == Precision.BF16 && engine.version().startsWith("PyTorch 2.0.");
            assertThat(got.sub(wanted).norm().getFloat() / wanted.norm().getFloat())
                    .isLessThan((float) (rounded ? ROUNDED * relative : relative));
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, false, 1e-5", "FP32, true, 1e-5", "BF16, false, 2e-2"})
    void their_slopes_are_the_same(Precision precision, boolean padded, double relative) {
        try (Script written = script(AttentionKernel.WRITTEN_OUT, precision, 0);
                Script fused = script(AttentionKernel.FUSED, precision, 0);
                NDManager m = engine.manager().newSubManager()) {
            Arguments arguments = slopes(m, padded);
            List<NDArray> wanted = written.call(m, "slopes", arguments);
            List<NDArray> got = fused.call(m, "slopes", arguments);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(got.get(i).sub(wanted.get(i)).norm().getFloat()
                                / wanted.get(i).norm().getFloat())
                        .as("array " + i)
                        .isLessThan((float) relative);
            }
        }
    }

    private static Arguments slopes(NDManager m, boolean padded) {
        int frames = 37;
        Shape shape = new Shape(ROWS, frames, (long) HEADS * HEAD_SIZE);
        NDArray bias = padded ? bias(m, frames) : m.zeros(new Shape(0));
        return Arguments.of(
                m.randomNormal(shape), m.randomNormal(shape), m.randomNormal(shape), bias, m.randomNormal(shape));
    }

    @Test
    void the_fused_kernel_drops_in_training_and_keeps_the_mean() {
        try (Script none = script(AttentionKernel.FUSED, Precision.FP32, 0);
                Script half = script(AttentionKernel.FUSED, Precision.FP32, 0.5);
                NDManager m = engine.manager().newSubManager()) {
            Arguments arguments = slopes(m, false);
            NDArray wanted = none.call(m, "slopes", arguments).get(0);
            NDArray sum = m.zeros(wanted.getShape());
            int draws = 400;
            for (int i = 0; i < draws; i++) {
                NDArray got = half.call(m, "slopes", arguments).get(0);
                if (i == 0) {
                    assertThat(got.sub(wanted).norm().getFloat())
                            .isGreaterThan(0.1f * wanted.norm().getFloat());
                }
                sum.addi(got);
            }
            assertThat(sum.div(draws).sub(wanted).norm().getFloat())
                    .isLessThan(0.15f * wanted.norm().getFloat());
        }
    }

    /** The last third of the second row is padding. */
    private static NDArray bias(NDManager m, int frames) {
        float[] values = new float[ROWS * HEADS * frames];
        for (int h = 0; h < HEADS; h++) {
            for (int t = 2 * frames / 3; t < frames; t++) {
                values[(HEADS + h) * frames + t] = -10_000;
            }
        }
        return m.create(values, new Shape(ROWS * HEADS, 1, frames));
    }

    private Script script(AttentionKernel kernel, Precision precision, double dropout) {
        ScriptSource source = new ScriptSource(precision)
                .add(
                        Fragment.text("calls", CALL),
                        Fragment.GRADIENTS,
                        kernel.core(HEADS * HEAD_SIZE, HEADS, dropout),
                        DropoutMasks.none().fragment(HEADS * HEAD_SIZE, HEADS));
        return Script.load(engine, source);
    }

    @Test
    void encoding_is_fused_where_matrix_units_make_it_faster() {
        Machine with = machine(List.of("amx_bf16", "avx2"));
        Machine without = machine(List.of("avx2", "avx512_bf16"));
        assertThat(AttentionKernel.forEncoding(Device.cpu(), Precision.BF16, with))
                .isEqualTo(AttentionKernel.FUSED);
        assertThat(AttentionKernel.forEncoding(Device.cpu(), Precision.FP32, with))
                .isEqualTo(AttentionKernel.WRITTEN_OUT);
        assertThat(AttentionKernel.forEncoding(Device.cpu(), Precision.BF16, without))
                .isEqualTo(AttentionKernel.WRITTEN_OUT);
        assertThat(AttentionKernel.forEncoding(Device.gpu(), Precision.FP32, without))
                .isEqualTo(AttentionKernel.FUSED);
    }

    @Test
    void training_is_fused_on_gpus_unless_the_published_computation_is_wanted() {
        assertThat(AttentionKernel.forTraining(Device.cpu(), KernelSet.OPTIMISED))
                .isEqualTo(AttentionKernel.WRITTEN_OUT);
        assertThat(AttentionKernel.forTraining(Device.gpu(), KernelSet.OPTIMISED))
                .isEqualTo(AttentionKernel.FUSED);
        assertThat(AttentionKernel.forTraining(Device.gpu(), KernelSet.ORIGINAL))
                .isEqualTo(AttentionKernel.WRITTEN_OUT);
    }

    private static Machine machine(List<String> flags) {
        return new Machine("a processor", flags, 2, 0);
    }
}
