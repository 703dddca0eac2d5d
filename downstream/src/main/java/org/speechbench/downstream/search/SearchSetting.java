package org.speechbench.downstream.search;

/**
 * The setting of a search.
 *
 * @param layer 0 is the input of the first Transformer layer
 */
public record SearchSetting(int layer, FrameDistance distance) {
    /** The text for results. */
    @Override
    public String toString() {
        return "layer " + layer + ", " + distance;
    }
}
