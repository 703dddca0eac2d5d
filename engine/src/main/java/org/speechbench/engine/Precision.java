package org.speechbench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/** The number type of matrix products inside scripts; parameters, losses and norms are always fp32. */
public enum Precision {
    /** 24 bits of precision. */
    FP32(6, 0),
    /** Arrays of fp32 whose values are cut to 11 bits in products: on GPUs of compute capability 8.0 and later. */
    TF32(6, 8.0),
    /** The range of fp32, 8 bits of precision. */
    BF16(15, 8.0),
    /** 11 bits of precision and a small range: gradients need {@link org.speechbench.engine.optim.LossScale}. */
    FP16(5, 7.0);

    private final int scalarType;
    private final double nativeFrom;

    Precision(int scalarType, double nativeFrom) {
        this.scalarType = scalarType;
        this.nativeFrom = nativeFrom;
    }

    /** The first compute capability of NVIDIA's GPUs that multiplies matrices in it by hardware; 0 for all. */
    public double nativeFrom() {
        return nativeFrom;
    }

    /** PyTorch's number of the scalar type, as used in scripts. */
    public int scalarType() {
        return scalarType;
    }

    /** The name in lower case, as in configuration files and results. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Precision::id).toList();
    }

    /** @throws UserError if there is no precision of this name */
    public static Precision of(String id) {
        return Arrays.stream(values())
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NearNames.unknown("Unknown precision '" + id + "'.", id, ids()));
    }
}
