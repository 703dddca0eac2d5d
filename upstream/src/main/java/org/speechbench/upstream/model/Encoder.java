package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;

/**
 * Layers over frames (B, T, D). Its methods are
 *
 * <pre>
 * def encoder(self, x, valid, keep, w, noise, train) -&gt; List[Tensor]     positioned, then layers
 * def positioned(self, x, valid, w, noise, train) -&gt; Tensor              the input of the first layer
 * def shared(self, x, valid, w) -&gt; List[Tensor]                          what every layer is also given
 * def layers(self, x, valid, keep, w, noise, train) -&gt; List[Tensor]      that input, and the output of every layer
 * def prepared_encoder(self, w) -&gt; List[Tensor]                          the weights as a frozen model takes them
 * </pre>
 *
 * where valid (B, T) is 0 in padded frames of the encoder's input and empty where there are none, keep (L) is 0 for a layer that is left out,
 * noise is the result of {@code dropout_noise} for the step, and train tells whether values are dropped.
 */
public interface Encoder extends Block {
    /** L, the number of layers. */
    int layers();

    /** Frames of its input that become one before the first layer; 1 if all are kept. */
    default int joinedFrames() {
        return 1;
    }

    /** D, the size of its frames. */
    int size();

    /** One layer, counted from 0. */
    Layer layer(int index);

    /** H, if the attention of its layers is compared by queries, keys and values alone; 0 if not. */
    default int attentionHeads() {
        return headsOfAttention().isEmpty() ? 0 : layer(0).heads();
    }

    /**
     * The method {@code heads_of_layer(states, layer, w)}, from the states (B, T, D) of every layer to the queries, keys and values
     * (B, H, T, D / H) of one of them, counted from 1; empty if there is none.
     */
    default List<Fragment> headsOfAttention() {
        return List.of();
    }

    /**
     * The cost of one second of audio if the layers process only a part of the frames.
     *
     * @param framesPerSecond of the input
     * @param seen share of these frames that the layers process
     */
    Cost cost(double framesPerSecond, double seen, double seconds);

    @Override
    default Cost cost(double framesPerSecond, double seconds) {
        return cost(framesPerSecond, framesPerSecond, seconds);
    }
}
