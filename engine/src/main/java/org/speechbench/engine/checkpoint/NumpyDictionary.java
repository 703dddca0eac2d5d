package org.speechbench.engine.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/**
 * A dictionary of arrays in the format of {@code numpy.save}: NumPy's header (numpy.lib.format), then a pickle of an
 * array of one object. The pickle is read as data; no code in it can run.
 */
public final class NumpyDictionary {
    private static final int MOST = 10_000_000;

    private NumpyDictionary() {}

    /**
     * One-dimensional arrays by their keys; all other entries of the dictionary are ignored.
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

    /**
     * Writes or replaces a file that {@code numpy.load} reads with {@code allow_pickle=True}.
     *
     * @param arrays one-dimensional, by their keys, in order
     * @throws UserError if it cannot be written
     */
    public static void write(Path file, Map<String, float[]> arrays) {
        StringBuilder latin = new StringBuilder(new String(NpyHeader.bytes("|O"), StandardCharsets.ISO_8859_1))
                .append("\u0080\u0003")
                .append(array(")", "O8", "|", 63))
                .append("]}(");
        arrays.forEach((key, values) -> latin.append(text(key))
                .append(array("K" + (char) values.length + "\u0085", "f4", "<", 0))
                .append(bytes(values))
                .append("tb"));
        AtomicFiles.write(file, latin.append("uatb.").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The opcodes of an array up to its values. */
    private static String array(String shape, String type, String order, int flags) {
        return "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u0000\u0085C\u0001b\u0087R(K\u0001" + shape
                + "cnumpy\ndtype\n" + text(type) + "\u0089\u0088\u0087R(K\u0003" + text(order)
                + "NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK" + (char) flags + "tb\u0089";
    }

    private static String text(String ascii) {
        return "X" + (char) ascii.length() + "\u0000\u0000\u0000" + ascii;
    }

    private static String bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(5 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'B').putInt(4 * values.length);
        for (float v : values) {
            bytes.putFloat(v);
        }
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            GitLfs.refuse(file, bytes);
            if (bytes.length > MOST) {
                throw bad(file, "it has more than " + MOST / 1_000_000 + " MB");
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** The position of the pickle. */
    private static int start(Path file, byte[] bytes) {
        try {
            NpyHeader header = NpyHeader.read(new ByteArrayInputStream(bytes));
            if (!header.type().equals("|O")) {
                throw bad(file, "it holds an array of numbers, not a dictionary");
            }
            return header.start();
        } catch (NpyHeader.Malformed e) {
            throw bad(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static UserError bad(Path file, String why) {
        return new UserError(
                file + " is no dictionary of NumPy's arrays: " + why + ".",
                "Write it with numpy.save(FILE, {\"mean\": mean, \"std\": std}).");
    }
}
