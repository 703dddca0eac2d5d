package org.speechbench.upstream.transformer;

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
import org.speechbench.upstream.script.Arguments;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;
import org.speechbench.upstream.script.Script;
import org.speechbench.upstream.script.ScriptSource;

class AttentionKernelTest {
    private static final int HEADS = 4;
    private static final int HEAD_SIZE = 16;
    private static final int ROWS = 3;

    private static final String CALL =
            """
              def call(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> List[Tensor]:
                a = self.attention_core(torch.to(q, $DTYPE$), torch.to(k, $DTYPE$), torch.to(v, $DTYPE$), bias, bias, False)
                return [torch.to(a, 6)]
            """;

    private final EngineContext engine = EngineContext.cpu();

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
        try (Script written = script(AttentionKernel.WRITTEN_OUT, precision);
                Script fused = script(AttentionKernel.FUSED, precision);
                NDManager m = engine.manager().newSubManager()) {
            Shape shape = new Shape(ROWS, frames, (long) HEADS * HEAD_SIZE);
            NDArray bias = padded ? bias(m, frames) : m.zeros(new Shape(0));
            Arguments arguments =
                    Arguments.of(m.randomNormal(shape), m.randomNormal(shape), m.randomNormal(shape), bias);
            NDArray wanted = written.call(m, "call", arguments).get(0);
            NDArray got = fused.call(m, "call", arguments).get(0);
            assertThat(wanted.getShape()).isEqualTo(shape);
            assertThat(got.getShape()).isEqualTo(shape);
            assertThat(got.sub(wanted).norm().getFloat() / wanted.norm().getFloat())
                    .isLessThan((float) relative);
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

    private Script script(AttentionKernel kernel, Precision precision) {
        ScriptSource source = new ScriptSource(precision)
                .constant("HEADS", HEADS)
                .constant("HEAD_SIZE", HEAD_SIZE)
                .constant("HEAD_SCALE", 1 / Math.sqrt(HEAD_SIZE))
                .text(CALL);
        kernel.script(source);
        DropoutMasks.none().script(source);
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

    private static Machine machine(List<String> flags) {
        return new Machine("a processor", flags, 2, 0);
    }
}
