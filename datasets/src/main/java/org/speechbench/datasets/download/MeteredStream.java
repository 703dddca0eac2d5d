package org.speechbench.datasets.download;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.speechbench.core.Progress;

/** Says how many bytes of a stream are read. */
final class MeteredStream extends FilterInputStream {
    private final Progress.Stage stage;

    MeteredStream(InputStream in, Progress.Stage stage) {
        super(in);
        this.stage = stage;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            stage.advance(1, "");
        }
        return value;
    }

    @Override
    public int read(byte[] block, int offset, int length) throws IOException {
        int read = super.read(block, offset, length);
        if (read > 0) {
            stage.advance(read, "");
        }
        return read;
    }
}
