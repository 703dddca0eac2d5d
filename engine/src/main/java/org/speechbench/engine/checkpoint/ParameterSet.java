package org.speechbench.engine.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

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
        return java.util.Collections.unmodifiableMap(arrays);
    }

    /** Number of values. */
    public long count() {
        return arrays.values().stream().mapToLong(NDArray::size).sum();
    }

    /** Whether every value is a finite number; read back from the device. */
    public boolean finite() {
        for (NDArray array : arrays.values()) {
            try (NDArray sum = array.sum()) {
                if (!Float.isFinite(sum.getFloat())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** SHA-256 (hex) of names, shapes and values. */
    public String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            arrays.forEach((name, array) -> {
                sha.update((name + array.getShape()).getBytes(StandardCharsets.UTF_8));
                float[] values = array.toFloatArray();
                ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                sha.update(bytes);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
