package org.speechbench.bench.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.speechbench.upstream.script.Arguments;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;
import org.speechbench.upstream.script.Script;
import org.speechbench.upstream.script.ScriptSource;

/** How fast this machine multiplies matrices: what no model can beat, measured in the same run as the models. */
public final class Ceiling {
    private static final int SIZE = 2048;
    private static final int LEAST_TRIES = 10;
    private static final double SECONDS = 1;
    private static final double MOST_SECONDS = 4;
    private static final String SOURCE =
            """
              def typed(self, x: Tensor) -> Tensor:
                return torch.to(x, $DTYPE$)
              def product(self, a: Tensor, b: Tensor) -> Tensor:
                c = torch.mm(a, b)
                return torch.to(torch.select(torch.select(c, 0, 0), 0, 0), 6)
            """;

    private Ceiling() {}

    /**
     * The best of the products of two 2048 x 2048 matrices that fit in a second, in GFLOP/s; at least of ten, of fewer on
     * a machine that is slow at them.
     */
    public static double gigaFlops(EngineContext engine, Precision precision) {
        try (Script script = Script.load(engine, new ScriptSource(precision).text(SOURCE));
                NDManager manager = engine.manager().newSubManager()) {
            NDArray a = script.callOne(manager, "typed", Arguments.of(matrix(manager, 1)));
            NDArray b = script.callOne(manager, "typed", Arguments.of(matrix(manager, 2)));
            product(script, manager, a, b);
            double best = Double.POSITIVE_INFINITY;
            double spent = 0;
            for (int i = 0; spent < MOST_SECONDS && (i < LEAST_TRIES || spent < SECONDS); i++) {
                double seconds = product(script, manager, a, b);
                best = Math.min(best, seconds);
                spent += seconds;
            }
            return 2.0 * SIZE * SIZE * SIZE / best / 1e9;
        }
    }

    /** Seconds of one product; a value of the result is read back, so that it has been computed. */
    private static double product(Script script, NDManager manager, NDArray a, NDArray b) {
        try (NDManager scope = manager.newSubManager()) {
            long start = System.nanoTime();
            float value = script.callOne(scope, "product", Arguments.of(a, b)).toFloatArray()[0];
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("a product of two random matrices is " + value);
            }
            return seconds;
        }
    }

    private static NDArray matrix(NDManager manager, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(values, new Shape(SIZE, SIZE));
    }
}
