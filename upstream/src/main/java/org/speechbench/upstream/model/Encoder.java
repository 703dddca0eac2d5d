package org.speechbench.upstream.model;

/**
 * Layers over frames (B, T, D). Its methods are
 *
 * <pre>
 * def encoder(self, x, valid, keep, w, noise, train) -&gt; List[Tensor]     positioned, then layers
 * def positioned(self, x, w, noise, train) -&gt; Tensor                     the input of the first layer
 * def shared(self, x, valid, w) -&gt; List[Tensor]                          what every layer is given besides
 * def layers(self, x, valid, keep, w, noise, train) -&gt; List[Tensor]      that input, and the output of every layer
 * def prepared_encoder(self, w) -&gt; List[Tensor]                          the weights as a frozen model takes them
 * </pre>
 *
 * where valid (B, T) is 0 in padded frames and empty where there are none, keep (L) is 0 for a layer that is left out,
 * noise is what {@code dropout_noise} made for the step, and train says whether values are dropped.
 */
public interface Encoder extends Block {
    /** L. */
    int layers();

    /** D. */
    int size();

    /** A layer, counted from 0. */
    Layer layer(int index);

    /**
     * What one second of audio costs where the layers see a part of the frames only.
     *
     * @param framesPerSecond of the input
     * @param seen of them by the layers
     */
    Cost cost(double framesPerSecond, double seen, double seconds);

    @Override
    default Cost cost(double framesPerSecond, double seconds) {
        return cost(framesPerSecond, framesPerSecond, seconds);
    }
}
