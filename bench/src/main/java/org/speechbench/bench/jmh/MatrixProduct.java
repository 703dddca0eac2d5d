package org.speechbench.bench.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.speechbench.upstream.script.Arguments;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;
import org.speechbench.upstream.script.Script;
import org.speechbench.upstream.script.ScriptSource;

/** The product of two random matrices, again and again: what no model can beat. */
public final class MatrixProduct implements AutoCloseable {
    private static final int SIZE = 2048;
    private static final String SOURCE =
            """
              def typed(self, x: Tensor) -> Tensor:
                return torch.to(x, $DTYPE$)
              def product(self, a: Tensor, b: Tensor) -> Tensor:
                c = torch.mm(a, b)
                return torch.to(torch.select(torch.select(c, 0, 0), 0, 0), 6)
            """;

    /** Arithmetic of one product. */
    public static final double GIGAFLOPS = 2.0 * SIZE * SIZE * SIZE / 1e9;

    private final Script script;
    private final NDManager manager;
    private final NDArray left;
    private final NDArray right;

    public MatrixProduct(EngineContext engine, Precision precision) {
        this.script = Script.load(engine, new ScriptSource(precision).text(SOURCE));
        this.manager = engine.manager().newSubManager();
        this.left = script.callOne(manager, "typed", Arguments.of(matrix(manager, 1)));
        this.right = script.callOne(manager, "typed", Arguments.of(matrix(manager, 2)));
    }

    private static NDArray matrix(NDManager manager, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(values, new Shape(SIZE, SIZE));
    }

    /** One product; a value of the result is read back, so that it has been computed. */
    public float compute() {
        try (NDManager scope = manager.newSubManager()) {
            float value =
                    script.callOne(scope, "product", Arguments.of(left, right)).toFloatArray()[0];
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("a product of two random matrices is " + value);
            }
            return value;
        }
    }

    @Override
    public void close() {
        manager.close();
        script.close();
    }
}
