package org.speechbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A NumPy array in a pickle, which is created empty and then filled from its state: version, shape, element type, order
 * of dimensions, and bytes, or a list where the elements are objects.
 */
final class NumpyArray {
    private List<?> shape = List.of();
    private Object content = List.of();
    private NumpyType type = new NumpyType("f8");

    /** Restores the array from its state. */
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

    /** Elements of an array of objects; empty for an array of numbers. */
    List<?> objects() {
        return content instanceof List<?> objects ? objects : List.of();
    }

    /** Values of a one-dimensional array of numbers. */
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

    /** An element type of NumPy, for example {@code f4}; its state contains the byte order. */
    static final class NumpyType {
        private final String code;
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

        NumpyType(String code) {
            this.code = code;
        }

        /** Restores the type from its state: version, byte order, and fields of structures. */
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

        /** The bytes that the pickle stores as text. */
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

        /** A scalar of this type, in the form that plain pickles contain. */
        Object scalar(String latin) throws BadPickle {
            if (latin.length() != bytes()) {
                throw new BadPickle("a number of NumPy has " + latin.length() + " bytes");
            }
            Number n = number(ordered(latin), 0);
            return code.equals("b1") ? (Object) (n.longValue() != 0) : n;
        }
    }
}
