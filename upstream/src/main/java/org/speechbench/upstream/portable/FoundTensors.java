package org.speechbench.upstream.portable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;

/**
 * Tensors of a found model by the names of this suite. If weight norm was removed from the positional convolution, the
 * file has one tensor w of shape (D, D / groups, K) in place of two; w = g v / |v| holds with v = w and g = |v|, the
 * norm at each of the K positions.
 *
 * @param names maps the names of this suite to those of the file
 * @param infos shapes and types by the names of this suite
 */
public record FoundTensors(TensorFile file, Map<String, String> names, Map<String, TensorInfo> infos) {
    private static final String GAIN = "encoder.pos_conv.weight_g";
    private static final String DIRECTION = "encoder.pos_conv.weight_v";

    /** Looks up shapes; values are read on demand. */
    public static FoundTensors of(TensorFile file, Map<String, String> names) {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        names.forEach((ours, theirs) ->
                infos.put(ours, Objects.requireNonNull(file.tensors().get(theirs))));
        TensorInfo weight = infos.get(DIRECTION);
        if (weight != null && weight.shape().length == 3 && !infos.containsKey(GAIN) && normRemoved(names)) {
            infos.put(GAIN, new TensorInfo(weight.dtype(), new long[] {1, 1, weight.shape()[2]}));
        }
        return new FoundTensors(file, names, Collections.unmodifiableMap(infos));
    }

    /** The values, widened to fp32. */
    public LazyValues values() {
        return new LazyValues(infos.keySet(), this::read);
    }

    /** Whether weight norm was removed. If only one of its two tensors is missing, the file is damaged. */
    private static boolean normRemoved(Map<String, String> names) {
        return String.valueOf(names.get(DIRECTION)).endsWith(".weight");
    }

    private float[] read(String ours) {
        String theirs = names.get(ours);
        return theirs != null
                ? file.weights(theirs)
                : norms(file.weights(Objects.requireNonNull(names.get(DIRECTION))));
    }

    private float[] norms(float[] weight) {
        int positions = (int) Objects.requireNonNull(infos.get(GAIN)).shape()[2];
        double[] squares = new double[positions];
        for (int i = 0; i < weight.length; i++) {
            squares[i % positions] += (double) weight[i] * weight[i];
        }
        float[] norms = new float[positions];
        for (int k = 0; k < positions; k++) {
            norms[k] = (float) Math.sqrt(squares[k]);
        }
        return norms;
    }
}
