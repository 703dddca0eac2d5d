package org.speechbench.downstream.search;

import java.util.Locale;

/**
 * The distance between two frames. These are the distances of SUPERB that are computed from products of frames; its
 * city-block distance is not included.
 */
public enum FrameDistance {
    /** The exponential of the cosine distance, minus 1. */
    EXP_COSINE,
    COSINE,
    EUCLIDEAN;

    /**
     * @param product of the two frames
     * @param first length of the first frame
     * @param second length of the second
     */
    float of(float product, float first, float second) {
        return (float)
                switch (this) {
                    case EXP_COSINE -> Math.expm1(cosine(product, first, second));
                    case COSINE -> cosine(product, first, second);
                    case EUCLIDEAN -> Math.sqrt(Math.max(0, first * first + second * second - 2 * product));
                };
    }

    /** A frame of length 0 is similar to no other. */
    private static double cosine(float product, float first, float second) {
        double lengths = (double) first * second;
        return lengths > 0 ? 1 - product / lengths : 1;
    }

    /** The name in results. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
