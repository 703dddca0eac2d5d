package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A part of a network: its parameters, the methods that compute it, and its cost. It is a record of dimensions, without
 * tensors. Its methods receive the list {@code w} of the block's own parameters only, with the names of
 * {@link #layout}; nested blocks receive a part of that list.
 */
public interface Block {
    /**
     * Parameters in a fixed order, which is their order in checkpoints.
     *
     * @param prefix of every name, for example {@code encoder.layers.3.}; empty for the names that the block's own
     *     methods use
     */
    List<ParameterSpec> parameters(String prefix);

    /** Methods of the block and of the blocks nested in it. */
    List<Fragment> fragments(Kernels kernels);

    /**
     * The cost of the forward pass for one second of audio.
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
