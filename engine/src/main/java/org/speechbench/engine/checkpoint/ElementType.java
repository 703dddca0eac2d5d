package org.speechbench.engine.checkpoint;

import org.speechbench.core.UserError;

/** The supported element types of the safetensors format; the names of the constants are those of the format. */
enum ElementType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** Whether values are floating-point numbers. */
    boolean fractions() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    static ElementType of(String name) {
        for (ElementType t : values()) {
            if (t.name().equals(name)) {
                return t;
            }
        }
        throw new UserError(
                "Tensor element type '" + name + "' is not supported.", "Convert the checkpoint to F32, F16 or BF16.");
    }
}
