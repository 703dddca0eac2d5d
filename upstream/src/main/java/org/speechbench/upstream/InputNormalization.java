package org.speechbench.upstream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;

/**
 * Mean and deviation of every input dimension over a training set, computed once and kept with the model. One value
 * stands for all dimensions.
 */
public record InputNormalization(List<Double> mean, List<Double> deviation) {
    /** Changes nothing. */
    public static final InputNormalization NONE = new InputNormalization(List.of(0.0), List.of(1.0));

    public InputNormalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new IllegalArgumentException(mean.size() + " means but " + deviation.size() + " deviations");
        }
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

    /** As a checkpoint's configuration keeps it. */
    public Map<String, Object> config() {
        return Map.of("mean", mean, "deviation", deviation);
    }
}
