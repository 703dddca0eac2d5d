package org.speechbench.bench.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.core.AtomicFiles;

/**
 * NumPy's file format for one array, version 1.0 (numpy.lib.format): magic, version, the header's length in two bytes,
 * a Python dictionary padded with spaces so that the values begin at a multiple of 64, then the values.
 */
final class NpyFile {
    private static final int ALIGNMENT = 64;
    /** Magic, version and length. */
    private static final int PREFIX = 10;

    private NpyFile() {}

    /**
     * Writes or replaces a file atomically.
     *
     * @param parts the values of the array in sequence, row-major
     */
    static void write(Path file, List<float[]> parts, int... shape) {
        AtomicFiles.writeChannel(file, channel -> {
            drain(channel, header(shape));
            for (float[] part : parts) {
                ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(part.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(part);
                drain(channel, bytes);
            }
        });
    }

    private static ByteBuffer header(int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes
                + (shape.length == 1 ? ",)" : ")") + ", }";
        int total = (PREFIX + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = dictionary + " ".repeat(total - PREFIX - dictionary.length() - 1) + "\n";
        return ByteBuffer.allocate(total)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws java.io.IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
