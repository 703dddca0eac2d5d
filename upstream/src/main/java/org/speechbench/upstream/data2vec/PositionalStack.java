package org.speechbench.upstream.data2vec;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.ConvolutionalPositions;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;

/**
 * Positions by several grouped convolutions in a row, each followed by a layer norm without parameters and GELU
 * (fairseq's {@code pos_conv_depth}). Its methods are those of {@link ConvolutionalPositions}.
 *
 * @param size D
 * @param depth number of convolutions
 */
record PositionalStack(int size, int kernel, int groups, int depth) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        Initializer start = Initializer.fanIn(size / groups * kernel);
        for (int l = 0; l < depth; l++) {
            list.add("layers." + l + ".conv.weight", start, size, size / groups, kernel);
            list.add("layers." + l + ".conv.bias", start, size);
        }
        return list.list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(PositionalStack.class, "positional_stack.py")
                        .weights(layout())
                        .constant("DEPTH", depth)
                        .constant("PADDING", kernel / 2)
                        .constant("GROUPS", groups)
                        .constant(
                                "POSITIONAL_DTYPE", ConvolutionalPositions.dtype(size / groups, kernels.precision())));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.POSITIONS, framesPerSecond * depth * size * size / groups * kernel);
    }
}
