package org.speechbench.datasets.download;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One archive of a corpus, or one file that is used as it is.
 *
 * @param name for example {@code librispeech/dev-clean}
 * @param file name that the archive is kept under, and that a mirror has it under
 * @param bytes its length, 0 if it is not published
 * @param published its checksum, nothing if none is published
 * @param unpacked what comes out of it
 */
public record Download(String name, String file, URI url, long bytes, @Nullable Checksum published, Unpacked unpacked) {

    /**
     * The files of an archive. Folders are relative to the data folder, with forward slashes.
     *
     * @param folder that the entries go to
     * @param strip how many leading folders of an entry's name are left out
     * @param holds a file or folder that is there when the archive is unpacked, and not before
     * @param audio the folder that has the recordings of the archive and no others; empty if they are not counted
     * @param recordings how many there are, 0 if that is not known
     */
    public record Unpacked(String folder, int strip, String holds, String audio, int recordings) {}

    /** The checksum that the bytes must have. */
    public Optional<Checksum> checksum() {
        return Optional.ofNullable(published);
    }

    /** The same with what a user wants it to digest to; the published length and checksum no longer count. */
    public Download pinned(Checksum wanted) {
        return new Download(name, file, url, 0, wanted, unpacked);
    }

    /** The same from a folder that has it under {@link #file}. */
    public Download from(URI folder) {
        String base = folder.toString();
        URI there = URI.create(base.endsWith("/") ? base + file : base + "/" + file);
        return new Download(name, file, there, bytes, published, unpacked);
    }
}
