package org.speechbench.core.result;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What says whether masked prediction goes well, beyond losses and accuracies of the whole.
 *
 * @param layerLosses mean cross-entropy over masked frames of each layer that a head predicts from, by the layer's number
 *     from 1, nats a frame; empty where the method has none
 * @param classesPredicted share of the classes that was the most likely one of some masked frame, 0 to 1; NaN if unknown
 * @param predictionPerplexity exponential of the entropy of those predictions, 1 (one class for all frames) to the number
 *     of classes; NaN if unknown
 * @param devUnmaskedAccuracy on frames of the development split that are not masked; null where it was not measured
 */
public record PretrainDiagnostics(
        Map<Integer, Double> layerLosses,
        double classesPredicted,
        double predictionPerplexity,
        @Nullable Double devUnmaskedAccuracy) {
    /** Nothing is known. */
    public static final PretrainDiagnostics NONE = new PretrainDiagnostics(Map.of(), Double.NaN, Double.NaN, null);

    public PretrainDiagnostics {
        layerLosses = Collections.unmodifiableMap(new TreeMap<>(layerLosses));
    }
}
