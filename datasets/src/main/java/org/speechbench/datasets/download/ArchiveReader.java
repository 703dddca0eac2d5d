package org.speechbench.datasets.download;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.speechbench.core.Progress;

/** Reads the entries of a {@code .tar.gz}, {@code .tgz}, {@code .tar} or {@code .zip} one after the other. */
final class ArchiveReader {
    private static final int BUFFER = 1 << 16;

    private final Path archive;
    private final Progress progress;

    ArchiveReader(Path archive, Progress progress) {
        this.archive = archive;
        this.progress = progress;
    }

    /** Whether a file is an archive, by its name. */
    static boolean reads(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(zip|tar|tgz|tar\\.gz)");
    }

    /** The kind of an entry. */
    enum Kind {
        FILE,
        FOLDER,
        /** A link or a device. */
        OTHER
    }

    /** Receives every entry; it does not close the content. */
    interface Visitor {
        void visit(String name, Kind kind, InputStream content) throws IOException;
    }

    /** @throws IOException if the archive is damaged, or if the visitor throws it */
    void read(Visitor visitor) throws IOException {
        String name = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        try (Progress.Stage stage = progress.start("unpack " + archive.getFileName(), Files.size(archive))) {
            if (name.endsWith(".zip")) {
                zip(visitor, stage);
            } else {
                try (InputStream in = new BufferedInputStream(
                                new MeteredStream(Files.newInputStream(archive), stage), BUFFER);
                        InputStream plain = name.endsWith(".tar") ? in : gunzip(in)) {
                    tar(plain, visitor);
                }
            }
        }
    }

    private static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    }

    private static void tar(InputStream plain, Visitor visitor) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                visitor.visit(entry.getName(), kind(entry), tar);
            }
        }
    }

    private static Kind kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()
                || entry.isLink()
                || entry.isFIFO()
                || entry.isBlockDevice()
                || entry.isCharacterDevice()) {
            return Kind.OTHER;
        }
        return entry.isDirectory() ? Kind.FOLDER : Kind.FILE;
    }

    private void zip(Visitor visitor, Progress.Stage stage) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream content = zip.getInputStream(entry)) {
                    visitor.visit(entry.getName(), kind(entry), content);
                }
                stage.advance(entry.getCompressedSize(), "");
            }
        }
    }

    private static Kind kind(ZipArchiveEntry entry) {
        if (entry.isUnixSymlink()) {
            return Kind.OTHER;
        }
        return entry.isDirectory() ? Kind.FOLDER : Kind.FILE;
    }

    /** Reports how many bytes of a stream are read. */
    private static final class MeteredStream extends FilterInputStream {
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
}
