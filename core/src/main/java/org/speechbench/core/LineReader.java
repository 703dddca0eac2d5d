package org.speechbench.core;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file, one at a time. They end in LF, CR or both; a byte order mark is left out. Lines are
 * bounded, so that a file that is not text, or that expands enormously when decompressed, does not fill the memory.
 */
public final class LineReader implements AutoCloseable {
    private static final int MAX_LINE = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final int MARK_BYTES = 3;

    private final Path file;
    private final InputStream in;
    private long number;
    private boolean afterReturn;

    /**
     * Reads the lines of a stream, which is closed together with the reader.
     *
     * @param file the file that error messages name
     */
    public LineReader(Path file, InputStream in) {
        this.file = file;
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /**
     * All lines of a file in order.
     *
     * @throws UserError if it cannot be read
     */
    public static List<TextLine> read(Path file) {
        List<TextLine> lines = new ArrayList<>();
        each(file, lines::add);
        return lines;
    }

    /**
     * Passes on every line of a file.
     *
     * @return the number of lines
     * @throws UserError if it cannot be read
     */
    public static long each(Path file, Consumer<TextLine> consumer) {
        try (LineReader lines = new LineReader(file, Files.newInputStream(file))) {
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                consumer.accept(line);
            }
            return lines.number;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** The number of the last line read; 0 before the first. */
    public long number() {
        return number;
    }

    /**
     * The next line, or null at the end.
     *
     * @throws UserError if the line is longer than a line of text can be, or the file is a Git LFS pointer
     */
    public @Nullable TextLine next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        int b = in.read();
        if (afterReturn && b == '\n') {
            b = in.read();
        }
        afterReturn = false;
        if (b < 0) {
            return null;
        }
        number++;
        while (b >= 0 && b != '\n' && b != '\r') {
            if (bytes.size() == MAX_LINE) {
                throw new UserError(
                        file + ":" + number + ": the line is longer than 1 MiB; is it a text file?",
                        "Name a text file with lines.");
            }
            bytes.write(b);
            b = in.read();
        }
        afterReturn = b == '\r';
        if (number == 1) {
            GitLfs.refuse(file, bytes.toByteArray());
        }
        return new TextLine(file, number, withoutMark(bytes.toByteArray()));
    }

    private byte[] withoutMark(byte[] line) {
        boolean marked = number == 1
                && line.length >= MARK_BYTES
                && line[0] == (byte) 0xEF
                && line[1] == (byte) 0xBB
                && line[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(line, MARK_BYTES, line.length) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
