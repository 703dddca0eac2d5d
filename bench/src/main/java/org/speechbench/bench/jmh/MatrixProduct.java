package org.speechbench.bench.jmh;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/** The repeated product of two random matrices: the ceiling that no model can exceed. */
public final class MatrixProduct implements AutoCloseable {
    /** Number of rows of the random matrices. */
    private static final int DRAWN = 2048;

    /** The same for {@link #small}. */
    private static final int SMALL = 256;

    /** Number of tiles, horizontally and vertically, that fill a GPU. */
    private static final int TILES_ON_A_GPU = 4;

    private static final String SOURCE =
            """
              def typed(self, x: Tensor) -> Tensor:
                return torch.to(torch.repeat(x, [TILES, TILES]), DTYPE)
              def product(self, a: Tensor, b: Tensor) -> Tensor:
                c = torch.mm(a, b)
                return torch.to(torch.select(torch.select(c, 0, 0), 0, 0), 6)
            """;

    private final double gigaFlops;
    private final Script script;
    private final NDManager manager;
    private final NDArray left;
    private final NDArray right;

    /** The product whose speed is the ceiling. */
    public MatrixProduct(EngineContext engine, Precision precision) {
        this(engine, precision, DRAWN, size(engine.device()) / DRAWN);
    }

    /** A product that is computed at once even where matrices of a precision are multiplied without its instructions. */
    public static MatrixProduct small(EngineContext engine, Precision precision) {
        return new MatrixProduct(engine, precision, SMALL, 1);
    }

    private MatrixProduct(EngineContext engine, Precision precision, int rows, int tiles) {
        this.gigaFlops = gigaFlops(rows * tiles);
        this.script = Script.load(
                engine,
                new ScriptSource(precision)
                        .add(Fragment.text("products", SOURCE).constant("TILES", tiles)));
        this.manager = engine.manager().newSubManager();
        this.left = script.callOne(manager, "typed", Arguments.of(matrix(manager, rows, 1)));
        this.right = script.callOne(manager, "typed", Arguments.of(matrix(manager, rows, 2)));
    }

    /** The number of rows and columns of the matrices on a device. */
    public static int size(Device device) {
        return device.isGpu() ? TILES_ON_A_GPU * DRAWN : DRAWN;
    }

    /** The arithmetic of one product on a device, in GFLOP. */
    public static double gigaFlops(Device device) {
        return gigaFlops(size(device));
    }

    private static double gigaFlops(int size) {
        return 2 * Math.pow(size, 3) / 1e9;
    }

    private static NDArray matrix(NDManager manager, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(values, new Shape(rows, rows));
    }

    /** The arithmetic of one product, in GFLOP. */
    public double gigaFlops() {
        return gigaFlops;
    }

    /** Computes one product and returns a value of it; reading it back ensures that it has been computed. */
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
