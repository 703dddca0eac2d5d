package org.speechbench.upstream.checkpoint;

/**
 * A tensor of a PyTorch archive: a strided view of a storage, which is an entry of the archive.
 *
 * @param offset of the first value in the storage, in values
 */
record StoredTensor(Storage storage, long offset, long[] shape, long[] strides) {
    /**
     * A run of values.
     *
     * @param key name of the archive's entry
     * @param count number of values
     */
    record Storage(ElementType type, String key, long count) {}

    /** Whether every value lies in the storage. */
    boolean inside() {
        long last = offset;
        if (offset < 0 || shape.length != strides.length) {
            return false;
        }
        try {
            if (TensorData.count(shape) == 0) {
                return true;
            }
            for (int d = 0; d < shape.length; d++) {
                if (strides[d] < 0) {
                    return false;
                }
                last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, strides[d]));
            }
        } catch (ArithmeticException | IllegalArgumentException e) {
            return false;
        }
        return last < storage.count();
    }

    /** Whether the values lie one after the other in row-major order. */
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
