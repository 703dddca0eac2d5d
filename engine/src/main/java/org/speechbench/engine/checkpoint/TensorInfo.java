package org.speechbench.engine.checkpoint;

import java.util.Arrays;

/**
 * The description of a tensor in a file, without its values.
 *
 * @param dtype element type as named by the safetensors format
 * @param shape not copied; do not write to it
 */
public record TensorInfo(String dtype, long[] shape) {
    /** Number of values. */
    public long count() {
        return TensorData.count(shape);
    }

    /** The shape as text for messages and listings, for example {@code [768, 48, 128]}. */
    public String shapeText() {
        return Arrays.toString(shape);
    }
}
