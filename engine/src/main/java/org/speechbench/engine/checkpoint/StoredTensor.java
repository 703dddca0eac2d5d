package org.speechbench.engine.checkpoint;

/**
 * A tensor of a PyTorch archive: a strided view of a storage, which is an entry of the archive.
 *
 * @param offset of the first value in the storage, in values
 */
record StoredTensor(Storage storage, long offset, long[] shape, long[] strides) {
    /**
     * @param key name of the archive's entry
     * @param count number of values
     */
    record Storage(ElementType type, String key, long count) {}

    /** Whether every value lies in the storage. */
    boolean inside() {
        if (offset < 0 || shape.length != strides.length) {
            return false;
        }
        try {
            return Math.addExact(offset, span()) <= storage.count() || TensorData.count(shape) == 0;
        } catch (ArithmeticException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Number of values from the first to the last; 0 if there are none.
     *
     * @throws ArithmeticException if the number overflows
     * @throws IllegalArgumentException for a negative size or stride
     */
    long span() {
        if (TensorData.count(shape) == 0) {
            return 0;
        }
        long last = 0;
        for (int d = 0; d < shape.length; d++) {
            if (strides[d] < 0) {
                throw new IllegalArgumentException("the negative stride " + strides[d]);
            }
            last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, strides[d]));
        }
        return last + 1;
    }

    /** Whether the values are contiguous in row-major order. */
    boolean contiguous() {
        long wanted = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1 && strides[d] != wanted) {
                return false;
            }
            wanted *= shape[d];
        }
        return true;
    }

    TensorInfo info() {
        return new TensorInfo(storage.type().name(), shape);
    }
}
