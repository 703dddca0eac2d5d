package org.speechbench.engine.checkpoint;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Name, shape and initialisation of a parameter.
 *
 * @param shape not copied; do not write to it
 * @param product whether it is used only in matrix products, which are computed in a precision of their own
 */
public record ParameterSpec(String name, long[] shape, Initializer initializer, boolean product) {
    /** A parameter that is also used in other operations. */
    public ParameterSpec(String name, long[] shape, Initializer initializer) {
        this(name, shape, initializer, false);
    }

    /** The same parameter, used only in matrix products. */
    public ParameterSpec ofProduct() {
        return new ParameterSpec(name, shape, initializer, true);
    }

    /** Number of values. */
    public int size() {
        return Initializer.count(shape);
    }

    /** The initialisation of a parameter. */
    public interface Initializer {
        /** Values of an array of this shape, row-major. */
        float[] draw(long[] shape, RandomGenerator random);

        /** Sets every value to the same number. */
        static Initializer constant(double value) {
            return (shape, random) -> {
                float[] v = new float[count(shape)];
                Arrays.fill(v, (float) value);
                return v;
            };
        }

        static Initializer normal(double deviation) {
            return (shape, random) -> {
                float[] v = new float[count(shape)];
                for (int i = 0; i < v.length; i++) {
                    v[i] = (float) (random.nextGaussian() * deviation);
                }
                return v;
            };
        }

        static Initializer uniform(double low, double high) {
            return (shape, random) -> {
                float[] v = new float[count(shape)];
                for (int i = 0; i < v.length; i++) {
                    v[i] = (float) (low + (high - low) * random.nextDouble());
                }
                return v;
            };
        }

        /** Uniform in +-1/sqrt(fan in), PyTorch's default for Linear and Conv weights and biases. */
        static Initializer fanIn(int fanIn) {
            double bound = 1 / Math.sqrt(fanIn);
            return uniform(-bound, bound);
        }

        /** Uniform in +-sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010). */
        static Initializer xavier(int fanIn, int fanOut) {
            double bound = Math.sqrt(6.0 / (fanIn + fanOut));
            return uniform(-bound, bound);
        }

        private static int count(long[] shape) {
            return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        }
    }
}
