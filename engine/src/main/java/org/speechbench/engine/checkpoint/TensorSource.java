package org.speechbench.engine.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;

/**
 * A tensor to be written. Its bytes are requested only when it is written, so that only one tensor is on the heap at a
 * time.
 */
public interface TensorSource {
    /** Element type as named by the format, for example {@code F32}. */
    String dtype();

    long[] shape();

    /** Values, row-major, little-endian, from position to limit. */
    ByteBuffer bytes();

    /**
     * An array of the engine, read from the device when it is written.
     *
     * @param array fp32 or int64; must stay open until then
     */
    static TensorSource of(NDArray array) {
        boolean integers = array.getDataType() == DataType.INT64;
        if (!integers && array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("only fp32 and int64 arrays can be written, not " + array.getDataType());
        }
        long[] shape = array.getShape().getShape();
        return new TensorSource() {
            @Override
            public String dtype() {
                return (integers ? ElementType.I64 : ElementType.F32).name();
            }

            @Override
            public long[] shape() {
                return shape;
            }

            @Override
            public ByteBuffer bytes() {
                return integers
                        ? TensorData.of(array.toLongArray(), shape).bytes()
                        : TensorData.of(array.toFloatArray(), shape).bytes();
            }
        };
    }
}
