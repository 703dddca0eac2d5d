package org.speechbench.engine.checkpoint;

import java.util.Arrays;

/**
 * What a file says about a tensor, without its values.
 *
 * @param dtype element type in the safetensors format's words
 * @param shape not copied; do not write to it
 */
public record TensorInfo(String dtype, long[] shape) {
    /** Number of values. */
    public long count() {
        return TensorData.count(shape);
    }

    /** For messages and listings, for example {@code [768, 48, 128]}. */
    public String shapeText() {
        return Arrays.toString(shape);
    }
}
