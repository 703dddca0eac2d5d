package org.speechbench.upstream.model;

import java.util.Locale;
import org.speechbench.engine.Precision;

/**
 * The order of the dimensions in which the positional convolution is computed. The values differ by rounding. On a CPU the
 * channels are last; on a GPU the engine may have a slow kernel for either order, or none.
 */
public enum PositionalLayout {
    /** (B, 1, T, D) in memory, as the rest of the network has its frames. */
    CHANNELS_LAST,
    /** (B, D, T) in memory, as in the published code. */
    CHANNELS_FIRST;

    /** Decides between the layouts. */
    @FunctionalInterface
    public interface Choice {
        PositionalLayout of(ConvolutionalPositions positions, Precision precision);
    }

    /** The name in lower case, as in checkpoints. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
