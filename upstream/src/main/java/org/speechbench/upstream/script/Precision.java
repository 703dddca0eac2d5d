package org.speechbench.upstream.script;

import java.util.Locale;
import org.speechbench.core.UserError;

/** The number type of matrix products inside scripts; parameters, losses and norms are fp32 in every case. */
public enum Precision {
    FP32(6),
    BF16(15),
    FP16(5);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** PyTorch's number of the scalar type, as scripts write it. */
    public int scalarType() {
        return scalarType;
    }

    /** Lower case, as in configuration files and results. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UserError if there is no such precision */
    public static Precision of(String id) {
        for (Precision p : values()) {
            if (p.id().equals(id)) {
                return p;
            }
        }
        throw new UserError("Unknown precision '" + id + "'.", "Use fp32, bf16 or fp16.");
    }
}
