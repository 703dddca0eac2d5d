package org.speechbench.upstream.portable;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;

/**
 * Tensors of a found model by the names of this suite. If weight norm was removed from the positional convolution, the
 * file has one tensor w of shape (D, D / groups, K) in place of two; w = g v / |v| holds with v = w and g = |v|, the
 * norm at each of the K positions. PyTorch's own attention has queries, keys and values in one tensor (3 D, D), which is
 * read as three.
 *
 * @param names maps the names of this suite to those of the file
 * @param infos shapes and types by the names of this suite
 */
public record FoundTensors(TensorFile file, Map<String, String> names, Map<String, TensorInfo> infos) {
    private static final String GAIN = "encoder.pos_conv.weight_g";
    private static final String DIRECTION = "encoder.pos_conv.weight_v";
    private static final String STACKED = ".attention.in_proj.";

    /** In the order of a stacked tensor. */
    private static final List<String> PROJECTIONS = List.of(".q_proj.", ".k_proj.", ".v_proj.");

    /** Looks up shapes; values are read on demand. */
    public static FoundTensors of(TensorFile file, Map<String, String> names) {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        names.forEach((ours, theirs) -> {
            TensorInfo info = Objects.requireNonNull(file.tensors().get(theirs));
            if (isStacked(ours, info)) {
                long[] shape = info.shape().clone();
                shape[0] /= PROJECTIONS.size();
                PROJECTIONS.forEach(
                        p -> infos.put(ours.replace(".in_proj.", p), new TensorInfo(info.dtype(), shape.clone())));
            } else {
                infos.put(ours, info);
            }
        });
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

    private static boolean isStacked(String ours, TensorInfo info) {
        return ours.contains(STACKED) && info.shape().length > 0 && info.shape()[0] % PROJECTIONS.size() == 0;
    }

    private float[] read(String ours) {
        String theirs = names.get(ours);
        if (theirs != null) {
            return file.weights(theirs);
        }
        if (ours.equals(GAIN)) {
            return norms(file.weights(Objects.requireNonNull(names.get(DIRECTION))));
        }
        int third = IntStream.range(0, PROJECTIONS.size())
                .filter(i -> ours.contains(PROJECTIONS.get(i)))
                .findFirst()
                .orElseThrow();
        String stacked = ours.replace(PROJECTIONS.get(third), ".in_proj.");
        float[] all = file.weights(Objects.requireNonNull(names.get(stacked), ours));
        int size = all.length / PROJECTIONS.size();
        return Arrays.copyOfRange(all, third * size, (third + 1) * size);
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
