package org.speechbench.upstream.labels;

import org.speechbench.core.Range;
import org.speechbench.core.UserError;

/** The number of classes, and their conversion to the stored form, 16 bits each. */
final class Labels {
    private Labels() {}

    /** @throws UserError if clusters are too few or too many, or more than the frames that they are learnt from */
    static void checkClusters(int clusters, int maxFrames) {
        Range.atLeast("targets.clusters", clusters, 2);
        if (clusters > Short.MAX_VALUE) {
            throw new UserError(
                    "targets.clusters is " + clusters + ", wanted at most " + Short.MAX_VALUE + ".", "Use fewer.");
        }
        Range.atLeast("targets.max_frames", maxFrames, clusters);
    }

    /** @throws ArithmeticException if a class does not fit into 15 bits */
    static short[] narrow(int[] classes) {
        short[] labels = new short[classes.length];
        for (int i = 0; i < labels.length; i++) {
            if (classes[i] < 0 || classes[i] > Short.MAX_VALUE) {
                throw new ArithmeticException("class " + classes[i]);
            }
            labels[i] = (short) classes[i];
        }
        return labels;
    }
}
