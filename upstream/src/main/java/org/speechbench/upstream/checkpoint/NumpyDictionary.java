package org.speechbench.upstream.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;

/**
 * A dictionary of arrays as {@code numpy.save} writes one: NumPy's header (numpy.lib.format), then a pickle of an array of
 * one object. The pickle is read as data; nothing in it can run.
 */
public final class NumpyDictionary {
    private static final int MOST = 10_000_000;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int PREFIX = 8;

    private NumpyDictionary() {}

    /**
     * Arrays of one dimension by their keys; what else the dictionary has is left out.
     *
     * @throws UserError if the file is missing or holds something else
     */
    public static Map<String, double[]> read(Path file) {
        byte[] bytes = bytes(file);
        int start = start(file, bytes);
        Map<String, double[]> arrays = new LinkedHashMap<>();
        try {
            Object root = Unpickler.read(Arrays.copyOfRange(bytes, start, bytes.length));
            Object only = root instanceof NumpyArray a && a.objects().size() == 1
                    ? a.objects().get(0)
                    : root;
            if (!(only instanceof Map<?, ?> map)) {
                throw bad(file, "it holds no dictionary");
            }
            for (Map.Entry<?, ?> e : map.entrySet()) {
                if (e.getKey() instanceof String key && e.getValue() instanceof NumpyArray array) {
                    arrays.put(key, array.numbers());
                }
            }
            return arrays;
        } catch (BadPickle e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw bad(file, "it has more than " + MOST / 1_000_000 + " MB");
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** Where the pickle begins. */
    private static int start(Path file, byte[] bytes) {
        if (bytes.length < PREFIX + 4 || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
            throw bad(file, "it is no file of NumPy (.npy)");
        }
        boolean wide = bytes[MAGIC.length] > 1;
        int length = (bytes[PREFIX] & 0xff) | (bytes[PREFIX + 1] & 0xff) << 8;
        if (wide) {
            length |= (bytes[PREFIX + 2] & 0xff) << 16 | (bytes[PREFIX + 3] & 0xff) << 24;
        }
        int start = PREFIX + (wide ? 4 : 2);
        if (length < 0 || length > bytes.length - start) {
            throw bad(file, "its header is longer than the file");
        }
        String header = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        if (!header.contains("'|O'")) {
            throw bad(file, "it holds an array of numbers, not a dictionary");
        }
        return start + length;
    }

    private static UserError bad(Path file, String why) {
        return new UserError(
                file + " is no dictionary of NumPy's arrays: " + why + ".",
                "Write it with numpy.save(FILE, {\"mean\": mean, \"std\": std}).");
    }
}
