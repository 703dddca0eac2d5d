package org.speechbench.upstream.exported;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The valid frames of one utterance on the host.
 *
 * @param layers (T, D) each, row-major; not copied
 * @param frames T
 * @param dim D
 */
record States(List<float[]> layers, int frames, int dim) {
    /** One utterance of a result. */
    static States of(ExportedStates result, int row) {
        int frames = result.lengths()[row];
        List<float[]> layers = new ArrayList<>();
        for (NDArray layer : result.layers()) {
            layers.add(Arrays.copyOf(layer.get(row).toFloatArray(), frames * result.dim()));
        }
        return new States(layers, frames, result.dim());
    }

    boolean finite() {
        for (float[] layer : layers) {
            for (float value : layer) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The largest difference from other states of the same frames, as a share of the largest value of its layer (at least
     * 1); infinite if numbers of layers, frames or dimensions differ.
     */
    double difference(States other) {
        if (layers.size() != other.layers.size() || frames != other.frames || dim != other.dim) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int layer = 0; layer < layers.size(); layer++) {
            worst = Math.max(worst, difference(layers.get(layer), other.layers.get(layer)));
        }
        return worst;
    }

    private static double difference(float[] a, float[] b) {
        double largest = 1;
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i]));
            double difference = Math.abs((double) a[i] - b[i]);
            worst = difference >= 0 ? Math.max(worst, difference) : Double.POSITIVE_INFINITY;
        }
        return worst / largest;
    }
}
