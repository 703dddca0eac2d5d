package org.speechbench.downstream.search;

import java.util.Locale;

/**
 * How far two frames are apart. Those of SUPERB's that come from products of frames; its city-block distance is not tried.
 */
public enum FrameDistance {
    /** e to the cosine distance, less 1. */
    EXP_COSINE {
        @Override
        float of(float product, float first, float second) {
            return (float) Math.expm1(cosine(product, first, second));
        }
    },
    COSINE {
        @Override
        float of(float product, float first, float second) {
            return (float) cosine(product, first, second);
        }
    },
    EUCLIDEAN {
        @Override
        float of(float product, float first, float second) {
            return (float) Math.sqrt(Math.max(0, first * first + second * second - 2 * product));
        }
    };

    /**
     * @param product of the two frames
     * @param first length of the first frame
     * @param second length of the second
     */
    abstract float of(float product, float first, float second);

    /** A frame without length is like nothing. */
    private static double cosine(float product, float first, float second) {
        double lengths = (double) first * second;
        return lengths > 0 ? 1 - product / lengths : 1;
    }

    /** As results name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
