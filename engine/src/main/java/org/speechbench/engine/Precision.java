package org.speechbench.engine;

import java.util.Arrays;
import java.util.Locale;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/** The number type of matrix products inside scripts; parameters, losses and norms are always fp32. */
public enum Precision {
    /** 24 bits of precision. */
    FP32(6),
    /** Arrays of fp32 whose values are cut to 11 bits in products: on GPUs of compute capability 8.0 and later. */
    TF32(6),
    /** The range of fp32, 8 bits of precision. */
    BF16(15),
    /** 11 bits of precision and a small range: gradients need {@link org.speechbench.engine.optim.LossScale}. */
    FP16(5);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** PyTorch's number of the scalar type, as used in scripts. */
    public int scalarType() {
        return scalarType;
    }

    /** The name in lower case, as in configuration files and results. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UserError if there is no precision of this name */
    public static Precision of(String id) {
        return Arrays.stream(values())
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NearNames.unknown(
                        "Unknown precision '" + id + "'.",
                        id,
                        Arrays.stream(values()).map(Precision::id).toList()));
    }
}
