package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.testing.TestEngine;

/** However weights are converted for a pass, gradients are the same bits. */
class WeightLeavesTest {
    /** Weights: a matrix product and its bias, a gain in fp32, and a matrix of a layer that was left out. */
    private static final String PASS =
            """
            def gradients(self, x: Tensor, w: List[Tensor]) -> List[Tensor]:
                p = self.weight_leaves(w, 0)
                y = self.affine(x, p[0:2]).float() * p[2]
                return self.weight_gradients(y.square().sum(), p)
            """;

    private static final List<Integer> PRODUCTS = List.of(0, 1, 3);

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaves_cast_once.py", "leaves_cast_together.py"})
    void gradients_are_those_of_conversions_at_each_use(String leaves) {
        try (NDManager m = engine.manager().newSubManager()) {
            NDArray x = m.randomNormal(new Shape(6, 5));
            List<NDArray> weights = List.of(
                    m.randomNormal(new Shape(3, 5)),
                    m.randomNormal(new Shape(3)),
                    m.randomNormal(new Shape(3)),
                    m.randomNormal(new Shape(2, 7)));
            NDList wanted = gradients(m, Fragment.of(ScriptAssembler.class, "leaves_cast_at_use.py"), x, weights);
            NDList got =
                    gradients(m, Fragment.of(ScriptAssembler.class, leaves).constant("PRODUCTS", PRODUCTS), x, weights);

            assertThat(got).hasSameSizeAs(wanted);
            for (int i = 0; i < weights.size(); i++) {
                assertThat(got.get(i).getShape()).isEqualTo(weights.get(i).getShape());
                assertThat(got.get(i).toFloatArray()).isEqualTo(wanted.get(i).toFloatArray());
            }
            assertThat(got.get(3).toFloatArray()).containsOnly(0);
            assertThat(got.get(0).abs().sum().getFloat()).isPositive();
        }
    }

    private NDList gradients(NDManager m, Fragment leaves, NDArray x, List<NDArray> weights) {
        ScriptSource source = new ScriptSource(Precision.BF16)
                .add(Kernels.linear(), Fragment.GRADIENTS, Fragment.JOINED, leaves, Fragment.text("pass", PASS));
        try (Script script = Script.load(engine, source)) {
            return script.call(m, "gradients", Arguments.of(x).add(weights));
        }
    }
}
