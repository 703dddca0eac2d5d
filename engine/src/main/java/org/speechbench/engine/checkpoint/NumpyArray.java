package org.speechbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An array of NumPy in a pickle, which is made empty and then filled by its state: version, shape, element type, order of
 * dimensions, and bytes, or a list where the elements are objects.
 */
final class NumpyArray {
    private List<?> shape = List.of();
    private Object content = List.of();
    private NumpyType type = new NumpyType("f8");

    /** Takes the state over. */
    void fill(List<?> state) throws BadPickle {
        if (state.size() != 5
                || !(state.get(1) instanceof List<?> sizes)
                || sizes.size() > TensorData.MAX_DIMENSIONS
                || !(state.get(2) instanceof NumpyType t)
                || !(state.get(4) instanceof String || state.get(4) instanceof List)) {
            throw new BadPickle("an array of NumPy has another state than NumPy gives it");
        }
        shape = sizes;
        type = t;
        content = state.get(4);
    }

    /** Elements of an array of objects; empty for one of numbers. */
    List<?> objects() {
        return content instanceof List<?> objects ? objects : List.of();
    }

    /** Values of an array of numbers of one dimension. */
    double[] numbers() throws BadPickle {
        if (shape.size() != 1 || !(content instanceof String bytes)) {
            throw new BadPickle("an array of NumPy does not hold numbers in one dimension");
        }
        double[] numbers = new double[bytes.length() / type.bytes()];
        ByteBuffer buffer = type.ordered(bytes);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = type.number(buffer, i).doubleValue();
        }
        if (!shape.equals(List.of((long) numbers.length)) || bytes.length() % type.bytes() != 0) {
            throw new BadPickle("an array of NumPy has other sizes than bytes");
        }
        return numbers;
    }

    /** An element type of NumPy, for example {@code f4}; its state tells the order of bytes. */
    static final class NumpyType {
        private final String code;
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

        NumpyType(String code) {
            this.code = code;
        }

        /** Takes the state over: version, byte order, and what structures have. */
        void fill(List<?> state) {
            if (state.size() > 1 && ">".equals(state.get(1))) {
                order = ByteOrder.BIG_ENDIAN;
            }
        }

        int bytes() throws BadPickle {
            return switch (code) {
                case "f8", "i8", "u8" -> 8;
                case "f4", "i4", "u4" -> 4;
                case "i2", "u2" -> 2;
                case "b1", "i1", "u1" -> 1;
                default -> throw new BadPickle("it has NumPy's element type " + code + ", which is not read here");
            };
        }

        /** Bytes that the pickle keeps as text. */
        ByteBuffer ordered(String latin) {
            return ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)).order(order);
        }

        Number number(ByteBuffer b, int i) throws BadPickle {
            int at = i * bytes();
            return switch (code) {
                case "f8" -> b.getDouble(at);
                case "f4" -> (double) b.getFloat(at);
                case "i8", "u8" -> b.getLong(at);
                case "i4" -> (long) b.getInt(at);
                case "u4" -> b.getInt(at) & 0xffffffffL;
                case "i2" -> (long) b.getShort(at);
                case "u2" -> b.getShort(at) & 0xffffL;
                case "u1", "b1" -> b.get(at) & 0xffL;
                default -> (long) b.get(at);
            };
        }

        /** A scalar of this type, as plain pickles have it. */
        Object scalar(String latin) throws BadPickle {
            if (latin.length() != bytes()) {
                throw new BadPickle("a number of NumPy has " + latin.length() + " bytes");
            }
            Number n = number(ordered(latin), 0);
            return code.equals("b1") ? (Object) (n.longValue() != 0) : n;
        }
    }
}
