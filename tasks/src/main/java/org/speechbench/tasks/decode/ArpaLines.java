package org.speechbench.tasks.decode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.speechbench.core.LineReader;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;

/** The lines of an ARPA file that are not blank, stripped, and errors that name them. */
final class ArpaLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final Path file;
    private final LineReader lines;

    private ArpaLines(Path file, InputStream text) {
        this.file = file;
        lines = new LineReader(file, text);
    }

    static ArpaLines open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return new ArpaLines(file, isGzip(bytes) ? new GZIPInputStream(bytes, BUFFER) : bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * @param wanted what is expected, for the message
     * @throws UserError if there is no further line, because the file ends before what is expected
     */
    String next(String wanted) throws IOException {
        for (TextLine line = lines.next(); line != null; line = lines.next()) {
            String stripped = line.text().strip();
            if (!stripped.isEmpty()) {
                return stripped;
            }
        }
        throw error("the file ends here, before " + wanted + ".");
    }

    /** The error for the line that was read last. */
    UserError error(String what) {
        return new UserError(
                file + ", line " + lines.number() + ": " + what,
                "Give a complete n-gram model in ARPA text, gzipped or not, as SRILM and KenLM's lmplz write it.");
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static boolean isGzip(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return gzip;
    }
}
