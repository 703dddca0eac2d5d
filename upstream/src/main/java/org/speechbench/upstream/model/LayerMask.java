package org.speechbench.upstream.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.speechbench.core.Seeds;

/** The layers that run, as an array on the host, so that a script reads it without waiting for the device. */
final class LayerMask {
    private LayerMask() {}

    static boolean[] all(int layers) {
        boolean[] keep = new boolean[layers];
        Arrays.fill(keep, true);
        return keep;
    }

    /** Draws for the step whether each layer is kept or skipped (LayerDrop, Fan et al., arXiv 1909.11556). */
    static boolean[] draw(Seeds seeds, long step, int layers, double probability) {
        return draw(seeds, step, Collections.nCopies(layers, true), probability);
    }

    /**
     * The same for a network that has some of the layers.
     *
     * @param layers whether it has each of them
     */
    static boolean[] draw(Seeds seeds, long step, List<Boolean> layers, double probability) {
        SplittableRandom random = seeds.random("layerdrop", step, 0);
        boolean[] keep = new boolean[layers.size()];
        for (int l = 0; l < keep.length; l++) {
            keep[l] = random.nextDouble() >= probability && layers.get(l);
        }
        return keep;
    }

    /** @param host manager of the CPU, so that nothing is copied from the device */
    static NDArray array(NDManager host, boolean[] keep) {
        float[] values = new float[keep.length];
        for (int l = 0; l < keep.length; l++) {
            values[l] = keep[l] ? 1 : 0;
        }
        return host.create(values);
    }
}
