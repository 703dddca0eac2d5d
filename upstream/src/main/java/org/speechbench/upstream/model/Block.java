package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A part of a network: its parameters, the methods that compute it, and what it costs. A record of dimensions, without
 * tensors. Its methods are given the list {@code w} of its own parameters alone, and name them as {@link #layout} does;
 * blocks inside of it are given a part of that list.
 */
public interface Block {
    /**
     * Parameters in a fixed order, in which checkpoints keep them.
     *
     * @param prefix of every name, for example {@code encoder.layers.3.}; empty for names as the block's own methods use
     */
    List<ParameterSpec> parameters(String prefix);

    /** Methods of the block and of the blocks inside it. */
    List<Fragment> fragments(Kernels kernels);

    /**
     * What one second of audio costs, forward.
     *
     * @param framesPerSecond that pass through the block
     * @param seconds length of an utterance, which the cost of attention depends on
     */
    Cost cost(double framesPerSecond, double seconds);

    /** Where the block's methods find their parameters. */
    default ParameterLayout layout() {
        return ParameterLayout.of(
                parameters("").stream().map(ParameterSpec::name).toList());
    }
}
