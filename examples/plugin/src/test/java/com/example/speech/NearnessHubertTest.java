package com.example.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.upstream.UpstreamContractTest;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.model.AttentionKernel;
import org.speechbench.upstream.model.Kernels;

class NearnessHubertTest extends UpstreamContractTest {
    @Override
    protected UpstreamProvider provider() {
        return new NearnessHubertProvider();
    }

    /** Queries and keys of 0 leave the bias alone: the weight of frame 0 falls with the distance to it. */
    @Test
    void weights_fall_with_the_distance() {
        int size = 2;
        int frames = 6;
        double slope = Math.pow(2, -8);
        NearnessAttention attention = new NearnessAttention(size, 1);
        ScriptSource source = new ScriptSource(Precision.FP32);
        attention
                .fragments(Kernels.forEncoding(AttentionKernel.WRITTEN_OUT, Precision.FP32))
                .forEach(source::add);
        source.add(Fragment.text(
                "call",
                """
                def dropped(self, x: Tensor, noise: Tensor, train: bool) -> Tensor:
                    return x


                def call(self, x: Tensor, w: List[Tensor]) -> Tensor:
                    empty = torch.empty([0])
                    return self.attention(x, self.attention_shared(x, empty, w), w, empty, False)
                """));
        try (Script script = Script.load(engine(), source);
                NDManager m = engine().manager().newSubManager()) {
            NDArray none = m.zeros(new Shape(size, size));
            NDArray bias = m.zeros(new Shape(size));
            NDArray same = m.eye(size);
            NDArray x = m.zeros(new Shape(1, frames, size));
            x.set(new NDIndex("0, 0, 0"), 1f);
            Arguments arguments = Arguments.of(x).add(List.of(none, bias, none, bias, same, bias, same, bias));
            float[] got = script.callOne(m, "call", arguments).toFloatArray();
            for (int query = 0; query < frames; query++) {
                double all = 0;
                for (int key = 0; key < frames; key++) {
                    all += Math.exp(-slope * Math.abs(query - key));
                }
                assertThat((double) got[query * size])
                        .isCloseTo(Math.exp(-slope * query) / all, within(1e-6));
            }
        }
    }
}
