package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.pretrain.KernelOption;

/**
 * Positional embedding by a grouped convolution over time with weight norm (wav2vec 2.0, arXiv 2006.11477, section 2).
 * Its methods are {@code positions(x, valid, w)}, which maps (B, T, D) to what is added to it (valid (B, T) is 0 in padded
 * frames, where x is 0, and empty where nothing is padded), and {@code prepared_positions(w)}, the weights in the form that a frozen model takes.
 *
 * @param size D
 * @param kernel even
 */
public record ConvolutionalPositions(int size, int kernel, int groups) implements Block {
    private static final int FEWEST_CHANNELS = 16;
    private static final String DTYPE = "POSITIONAL_DTYPE";

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        // weight = g * v / |v|; g starts at the expected norm of v, so that the initial weight is the one that was
        // drawn.
        double norm = Math.sqrt(4.0 * size / (groups * (double) kernel));
        return new ParameterList(prefix)
                .add("weight_g", Initializer.constant(norm), 1, 1, kernel)
                .add(
                        "weight_v",
                        Initializer.normal(Math.sqrt(4.0 / (kernel * (double) size))),
                        size,
                        size / groups,
                        kernel)
                .add("bias", Initializer.constant(0), size)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        Precision precision = kernels.precision();
        return kernels.uses(KernelOption.CHANNELS_LAST_POSITIONS)
                ? fragments(precision, kernels.device().layouts().of(this, precision))
                : fragments(precision, PositionalLayout.CHANNELS_FIRST, "original/weight_norm.py");
    }

    /** The methods in a layout; layouts differ in nothing else. */
    List<Fragment> fragments(Precision precision, PositionalLayout layout) {
        return fragments(precision, layout, "weight_norm.py");
    }

    private List<Fragment> fragments(Precision precision, PositionalLayout layout, String weightNorm) {
        int dtype = precision(precision).scalarType();
        return List.of(
                fragment("positional_weight.py"),
                fragment(weightNorm).constant(DTYPE, dtype),
                fragment("positions_" + layout.id() + ".py")
                        .constant("PADDING", kernel / 2)
                        .constant("GROUPS", groups)
                        .constant(DTYPE, dtype));
    }

    private Fragment fragment(String resource) {
        return Fragment.of(ConvolutionalPositions.class, resource).weights(layout());
    }

    /** The precision of this convolution in a network of another. */
    Precision precision(Precision network) {
        return precision(size / groups, network);
    }

    private static Precision precision(int channels, Precision network) {
        return channels % FEWEST_CHANNELS == 0 ? network : Precision.FP32;
    }

    /**
     * On CPUs with AMX, oneDNN as of PyTorch 2.7.1 silently returns garbage for a bf16 convolution whose groups have
     * fewer than 16 channels. Convolutions of this kind are small, so they run in fp32 everywhere.
     */
    public static int dtype(int channels, Precision precision) {
        return precision(channels, precision).scalarType();
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.POSITIONS, framesPerSecond * size * size / groups * kernel);
    }
}
