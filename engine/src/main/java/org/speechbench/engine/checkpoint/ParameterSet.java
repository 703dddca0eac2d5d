package org.speechbench.engine.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.speechbench.core.Digests;

/** The parameters of a model by name, fp32, in the order in which its scripts take them. */
public final class ParameterSet {
    private final Map<String, NDArray> arrays;

    private ParameterSet(Map<String, NDArray> arrays) {
        this.arrays = arrays;
    }

    /** Parameters drawn at random, each from its own initialiser, in order. */
    public static ParameterSet random(NDManager owner, List<ParameterSpec> specs, RandomGenerator random) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            float[] values = spec.initializer().draw(spec.shape(), random);
            arrays.put(spec.name(), owner.create(values, new Shape(spec.shape())));
        }
        return new ParameterSet(arrays);
    }

    /** Parameters with the given values; the keys must be exactly the names of the specs. */
    public static ParameterSet of(NDManager owner, List<ParameterSpec> specs, Map<String, float[]> values) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            float[] v = values.get(spec.name());
            if (v == null || v.length != spec.size()) {
                throw new IllegalArgumentException("no values of the right size for " + spec.name());
            }
            arrays.put(spec.name(), owner.create(v, new Shape(spec.shape())));
        }
        return new ParameterSet(arrays);
    }

    /** Arrays in order, as a script takes them. */
    public List<NDArray> list() {
        return List.copyOf(arrays.values());
    }

    public Map<String, NDArray> byName() {
        return Collections.unmodifiableMap(arrays);
    }

    /** Whether every value is a finite number; read back from the device once. */
    public boolean finite() {
        NDList sums = new NDList(arrays.values().stream().map(NDArray::sum).toList());
        try (sums;
                NDArray all = NDArrays.stack(sums)) {
            for (float sum : all.toFloatArray()) {
                if (!Float.isFinite(sum)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** SHA-256 (hex) of names, shapes and values. */
    public String digest() {
        MessageDigest sha = Digests.sha256();
        arrays.forEach((name, array) -> {
            sha.update((name + array.getShape()).getBytes(StandardCharsets.UTF_8));
            sha.update(TensorData.of(array.toFloatArray(), array.getShape().getShape())
                    .bytes());
        });
        return Digests.hex(sha);
    }
}
