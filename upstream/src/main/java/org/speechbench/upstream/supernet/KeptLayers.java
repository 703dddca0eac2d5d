package org.speechbench.upstream.supernet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The layers of a supernet that a network of fewer layers has. The layers form three equal blocks, which lose their last
 * layers: of 12 layers, 10 are the layers 1 to 7 and 9 to 11 (as in the authors' code).
 */
public final class KeptLayers {
    private static final int BLOCKS = 3;

    private KeptLayers() {}

    /**
     * The indices, from 0, of the layers that are kept, in ascending order.
     *
     * @param layers of the supernet, a multiple of {@value #BLOCKS}
     * @param depth at least 1
     */
    public static List<Integer> of(int layers, int depth) {
        int block = layers / BLOCKS;
        return IntStream.range(0, layers)
                .filter(l -> l % block < depth / BLOCKS + (l / block < depth % BLOCKS ? 1 : 0))
                .boxed()
                .toList();
    }
}
