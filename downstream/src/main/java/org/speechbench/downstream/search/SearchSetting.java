package org.speechbench.downstream.search;

/**
 * What a search looks at.
 *
 * @param layer 0 is the input of the first Transformer layer
 */
public record SearchSetting(int layer, FrameDistance distance) {
    /** For results. */
    @Override
    public String toString() {
        return "layer " + layer + ", " + distance;
    }
}
