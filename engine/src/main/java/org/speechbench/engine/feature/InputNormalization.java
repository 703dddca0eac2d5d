package org.speechbench.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Mean and deviation of every input dimension over a training set, computed once and stored with the model. A single
 * value applies to all dimensions.
 */
public record InputNormalization(List<Double> mean, List<Double> deviation) {
    /** The normalisation that changes nothing. */
    public static final InputNormalization NONE = new InputNormalization(List.of(0.0), List.of(1.0));

    public InputNormalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new IllegalArgumentException(mean.size() + " means but " + deviation.size() + " deviations");
        }
    }

    /** The normalisation by values in single precision. */
    public static InputNormalization of(float[] mean, float[] deviation) {
        return new InputNormalization(doubles(mean), doubles(deviation));
    }

    private static List<Double> doubles(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> (double) values[i])
                .toList();
    }

    /** Means in single precision. */
    public float[] means() {
        return floats(mean);
    }

    /** Deviations in single precision. */
    public float[] deviations() {
        return floats(deviation);
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    /** Shape (2, width): means, then deviations. */
    public NDArray array(NDManager manager, int width) {
        float[] values = new float[2 * width];
        for (int i = 0; i < width; i++) {
            int j = mean.size() == 1 ? 0 : i;
            values[i] = mean.get(j).floatValue();
            values[width + i] = deviation.get(j).floatValue();
        }
        return manager.create(values, new Shape(2, width));
    }

    /** The form in a checkpoint's configuration, always in the same order, so that equal models have equal files. */
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("mean", mean);
        config.put("deviation", deviation);
        return config;
    }
}
