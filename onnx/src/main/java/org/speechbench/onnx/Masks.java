package org.speechbench.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The input that says which samples of a batch belong to its utterances. */
final class Masks {
    private Masks() {}

    /**
     * A mask (B, N) of 1 for samples of the utterance and 0 for padding.
     *
     * @param type int64, int32, bool or float
     * @param samples N
     */
    static OnnxTensor of(OrtEnvironment environment, OnnxJavaType type, long[] lengths, int samples)
            throws OrtException {
        ByteBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(lengths.length * samples, type.size))
                .order(ByteOrder.nativeOrder());
        for (long length : lengths) {
            for (int i = 0; i < samples; i++) {
                int valid = i < length ? 1 : 0;
                switch (type) {
                    case INT64 -> values.putLong(valid);
                    case INT32 -> values.putInt(valid);
                    case FLOAT -> values.putFloat(valid);
                    default -> values.put((byte) valid);
                }
            }
        }
        return OnnxTensor.createTensor(environment, values.flip(), new long[] {lengths.length, samples}, type);
    }
}
