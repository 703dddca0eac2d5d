package org.speechbench.downstream.search;

import java.util.Arrays;

/**
 * Dynamic time warping of a whole query onto any part of a document: every frame of the query is used once, and the
 * document advances by none, one or two frames with it (the asymmetric pattern of Sakoe and Chiba, 1978, open at both
 * ends). The distances of a query frame are scaled to 0 for its nearest document frame and 1 for its farthest.
 */
final class SubsequenceDtw {
    private final int documentFrames;
    private final float[] scaled;
    private float[] above;
    private float[] now;

    SubsequenceDtw(int documentFrames) {
        this.documentFrames = documentFrames;
        this.scaled = new float[documentFrames];
        this.above = new float[documentFrames];
        this.now = new float[documentFrames];
    }

    /** Distances of one query frame to the document's. */
    @FunctionalInterface
    interface Row {
        void write(int queryFrame, float[] distances);
    }

    /** The smallest mean distance of the query's frames along a path, 0 to 1. */
    double distance(int queryFrames, Row row) {
        for (int i = 0; i < queryFrames; i++) {
            row.write(i, scaled);
            scale();
            if (i == 0) {
                System.arraycopy(scaled, 0, now, 0, documentFrames);
            } else {
                advance();
            }
            float[] other = above;
            above = now;
            now = other;
        }
        float least = Float.POSITIVE_INFINITY;
        for (float end : above) {
            least = Math.min(least, end);
        }
        return least / queryFrames;
    }

    private void scale() {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float d : scaled) {
            least = Math.min(least, d);
            most = Math.max(most, d);
        }
        if (most > least) {
            float range = most - least;
            for (int j = 0; j < documentFrames; j++) {
                scaled[j] = (scaled[j] - least) / range;
            }
        } else {
            Arrays.fill(scaled, 0);
        }
    }

    private void advance() {
        for (int j = 0; j < documentFrames; j++) {
            float least = above[j];
            if (j > 0) {
                least = Math.min(least, above[j - 1]);
            }
            if (j > 1) {
                least = Math.min(least, above[j - 2]);
            }
            now[j] = least + scaled[j];
        }
    }
}
