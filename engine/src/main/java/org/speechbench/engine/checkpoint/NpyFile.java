package org.speechbench.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/**
 * An array of fp32 or fp16 in C order, in NumPy's file format ({@code numpy.save}). Opening a file reads its header and
 * compares it with the size of the file.
 */
public final class NpyFile {
    private final Path file;
    private final TensorInfo info;
    private final int start;

    private NpyFile(Path file, TensorInfo info, int start) {
        this.file = file;
        this.info = info;
        this.start = start;
    }

    /** @throws UserError if it is missing, cut short, or holds anything else */
    public static NpyFile open(Path file) {
        GitLfs.refuse(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            NpyHeader header = NpyHeader.read(in);
            return new NpyFile(file, info(file, header), header.start());
        } catch (NpyHeader.Malformed e) {
            throw bad(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static TensorInfo info(Path file, NpyHeader header) throws IOException {
        ElementType type =
                switch (header.type()) {
                    case "<f4" -> ElementType.F32;
                    case "<f2" -> ElementType.F16;
                    default -> throw other(file, "its elements are of type " + header.type() + named(header.type()));
                };
        if (header.fortran()) {
            throw other(file, "it is in Fortran's order (columns first)");
        }
        double count = Arrays.stream(header.shape()).asDoubleStream().reduce(1, (a, b) -> a * b);
        double bytes = header.start() + count * type.bytes();
        if (bytes != Files.size(file)) {
            throw bad(
                    file,
                    String.format(
                            Locale.ROOT, "it has %d bytes, and its header speaks of %.0f", Files.size(file), bytes));
        }
        if (count * type.bytes() > Integer.MAX_VALUE - 8) {
            throw bad(file, "it has more than 2 GiB");
        }
        return new TensorInfo(type.name(), header.shape());
    }

    private static String named(String type) {
        return switch (type) {
            case "<f8" -> " (fp64)";
            case ">f4", ">f2", ">f8" -> " (big-endian)";
            default -> "";
        };
    }

    /** Type and shape. */
    public TensorInfo info() {
        return info;
    }

    /** @throws UserError if the file cannot be read, or was changed since it was opened */
    public TensorData read() {
        int width = ElementType.of(info.dtype()).bytes();
        int length = Math.toIntExact(info.count() * width);
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(start);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw bad(file, "it became shorter while it was read");
            }
            return new TensorData(info.dtype(), info.shape(), ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /**
     * Writes or replaces a file of fp32 atomically.
     *
     * @param parts the values of the array in sequence, row-major
     * @throws UserError if it cannot be written
     */
    public static void write(Path file, List<float[]> parts, int... shape) {
        AtomicFiles.writeChannel(file, channel -> {
            drain(channel, ByteBuffer.wrap(NpyHeader.bytes("<f4", shape)));
            for (float[] part : parts) {
                ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(part.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(part);
                drain(channel, bytes);
            }
        });
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static UserError bad(Path file, String why) {
        return new UserError(
                file + " is no array of fp32 or fp16: " + why + ".",
                "Write it with numpy.save(FILE, array.astype(\"<f4\", order=\"C\")).");
    }

    /** The error for an array that NumPy can read and convert. */
    private static UserError other(Path file, String why) {
        return new UserError(
                file + " is no array of fp32 or fp16 in C order: " + why + ".",
                "Convert it in Python: numpy.save(FILE, numpy.load(FILE).astype(\"<f4\", order=\"C\")).");
    }
}
