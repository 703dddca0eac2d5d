package org.speechbench.upstream.lighthubert;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.ConvolutionalPositions;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;

/**
 * Positions of a supernet, whose convolution also computes those of narrower networks with a part of its weight.
 *
 * @param positions of the supernet
 * @param sizes D of its networks
 */
record CommonPositions(Block positions, int groups, List<Integer> sizes) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return positions.parameters(prefix);
    }

    /** Narrow precision only if no network has groups that are too narrow for it. */
    @Override
    public List<Fragment> fragments(Kernels kernels) {
        boolean narrow = sizes.stream()
                .allMatch(size -> ConvolutionalPositions.dtype(size / groups, kernels.precision())
                        == kernels.precision().scalarType());
        return positions.fragments(narrow ? kernels : kernels.with(Precision.FP32));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return positions.cost(framesPerSecond, seconds);
    }
}
