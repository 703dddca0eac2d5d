package org.speechbench.upstream.supernet;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * The dimensions of a network within a supernet (LightHuBERT, arXiv 2203.15610, section 2.2). Lists have a value for each
 * of its layers, from the first to the last.
 *
 * @param embed D, the size of frames
 * @param heads attention heads of each layer
 * @param ratios inner size of each feed-forward block, as a multiple of D
 */
public record Subnetwork(int embed, List<Integer> heads, List<Double> ratios) {
    public Subnetwork {
        heads = List.copyOf(heads);
        ratios = List.copyOf(ratios);
        if (heads.isEmpty() || heads.size() != ratios.size()) {
            throw new IllegalArgumentException(
                    heads.size() + " layers with heads, and " + ratios.size() + " with ratios");
        }
    }

    /** A network of equal layers. */
    public static Subnetwork regular(int embed, int heads, double ratio, int depth) {
        return new Subnetwork(embed, Collections.nCopies(depth, heads), Collections.nCopies(depth, ratio));
    }

    /** The number of its layers. */
    public int depth() {
        return heads.size();
    }

    /** The inner size of the feed-forward block of a layer, counted from 0 among its own. */
    public int feedForward(int layer) {
        return (int) (ratios.get(layer) * embed);
    }

    /** Whether all layers are alike. */
    public boolean isRegular() {
        return new HashSet<>(heads).size() == 1 && new HashSet<>(ratios).size() == 1;
    }
}
