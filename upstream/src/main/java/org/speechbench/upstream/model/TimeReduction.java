package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * A convolution over time that joins frames before the first layer, with a kernel as long as its stride and without an
 * activation (FitHuBERT, arXiv 2207.00555, section 3.1). Frames at the end that do not fill a kernel are dropped. Its
 * methods are {@code time_reduced(x, w)}, from (B, T, D) to (B, T / factor, D), and {@code time_reduced_valid(valid)}: a
 * joined frame is valid if all of its parts are.
 *
 * @param size D
 * @param factor frames that become one; 1 for none, without parameters
 */
public record TimeReduction(int size, int factor) implements Block {
    /** Keeps all frames. */
    public static TimeReduction none(int size) {
        return new TimeReduction(size, 1);
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        if (factor == 1) {
            return List.of();
        }
        Initializer start = Initializer.fanIn(size * factor);
        return List.of(
                new ParameterSpec(prefix + "weight", new long[] {size, size, factor}, start).ofProduct(),
                new ParameterSpec(prefix + "bias", new long[] {size}, start).ofProduct());
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                factor == 1
                        ? Fragment.of(TimeReduction.class, "time_kept.py")
                        : Fragment.of(TimeReduction.class, "time_reduction.py").constant("FACTOR", factor));
    }

    /** @param framesPerSecond before the reduction */
    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return factor == 1 ? Cost.NONE : Cost.of(Cost.PROJECTION, framesPerSecond * size * size);
    }
}
