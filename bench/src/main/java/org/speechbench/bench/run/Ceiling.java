package org.speechbench.bench.run;

import java.util.function.Supplier;
import org.speechbench.bench.jmh.MatrixProduct;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;

/**
 * The speed at which the engine's device multiplies matrices. It is an upper bound for every model and is measured in
 * the same run as the models.
 */
public final class Ceiling {
    private static final int LEAST_TRIES = 10;
    private static final double SECONDS = 1;
    private static final double MOST_SECONDS = 4;

    private Ceiling() {}

    /**
     * The best speed among the products that fit into one second, in GFLOP/s. At least ten are measured, or fewer on a
     * machine on which they are slow. Where a single one would take longer than all of them may, as in bf16 on
     * processors without instructions for it, the speed is that of small products, which need not be large to be slow.
     */
    public static double gigaFlops(EngineContext engine, Precision precision) {
        double small = gigaFlops(() -> MatrixProduct.small(engine, precision));
        return MatrixProduct.gigaFlops(engine.device()) / small > MOST_SECONDS
                ? small
                : gigaFlops(() -> new MatrixProduct(engine, precision));
    }

    private static double gigaFlops(Supplier<MatrixProduct> opened) {
        try (MatrixProduct product = opened.get()) {
            product.compute();
            double best = Double.POSITIVE_INFINITY;
            double spent = 0;
            for (int i = 0; spent < MOST_SECONDS && (i < LEAST_TRIES || spent < SECONDS); i++) {
                long start = System.nanoTime();
                product.compute();
                double seconds = (System.nanoTime() - start) / 1e9;
                best = Math.min(best, seconds);
                spent += seconds;
            }
            return product.gigaFlops() / best;
        }
    }
}
