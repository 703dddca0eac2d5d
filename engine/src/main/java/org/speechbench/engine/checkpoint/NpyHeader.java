package org.speechbench.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The header of NumPy's file format for one array (numpy.lib.format): magic, version, the length of a Python dictionary
 * in two bytes (four from version 2.0 on), and the dictionary, padded with spaces so that the values begin at a
 * multiple of 64.
 *
 * @param type NumPy's name of the element type, for example {@code <f4}
 * @param fortran whether the first index varies fastest
 * @param shape sizes of the dimensions, empty for a single element; not copied
 * @param start position of the values in the file
 */
record NpyHeader(String type, boolean fortran, long[] shape, int start) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSIONED = MAGIC.length + 2;
    private static final int ALIGNMENT = 64;

    /** NumPy itself refuses to parse a longer one. */
    private static final int MAX_BYTES = 10_000;

    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9L, ]*)\\)");
    private static final int MOST_DIGITS = 18;

    /** What is wrong with a header, without a full stop. */
    static final class Malformed extends Exception {
        Malformed(String why) {
            super(why);
        }
    }

    /** Reads the header with which a stream begins; the stream is then at the first value. */
    static NpyHeader read(InputStream in) throws IOException, Malformed {
        byte[] magic = in.readNBytes(VERSIONED);
        if (magic.length < VERSIONED || !Arrays.equals(Arrays.copyOf(magic, MAGIC.length), MAGIC)) {
            throw new Malformed("it is no file of NumPy (.npy)");
        }
        int width = magic[MAGIC.length] > 1 ? 4 : 2;
        byte[] size = Arrays.copyOf(in.readNBytes(width), 4);
        long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        byte[] header = in.readNBytes((int) Math.min(length, MAX_BYTES + 1));
        if (length > MAX_BYTES || header.length < length) {
            throw new Malformed("its header is longer than " + (length > MAX_BYTES ? "NumPy allows" : "the file"));
        }
        String text = new String(header, StandardCharsets.ISO_8859_1);
        return new NpyHeader(
                find(TYPE, text),
                find(ORDER, text).equals("True"),
                sizes(find(SHAPE, text)),
                VERSIONED + width + header.length);
    }

    private static String find(Pattern pattern, String text) throws Malformed {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new Malformed("its header is not that of one array of numbers");
        }
        return found.group(1);
    }

    private static long[] sizes(String text) throws Malformed {
        List<String> sizes =
                Stream.of(text.split("[, L]+")).filter(size -> !size.isEmpty()).toList();
        if (sizes.stream().anyMatch(size -> size.length() > MOST_DIGITS)) {
            throw new Malformed("its header has an impossible shape");
        }
        return sizes.stream().mapToLong(Long::parseLong).toArray();
    }

    /** The header of an array in C order, in version 1.0. */
    static byte[] bytes(String type, int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes
                + (shape.length == 1 ? ",)" : ")") + ", }";
        int prefix = VERSIONED + 2;
        int total = (prefix + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = dictionary + " ".repeat(total - prefix - dictionary.length() - 1) + "\n";
        return ByteBuffer.allocate(total)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
