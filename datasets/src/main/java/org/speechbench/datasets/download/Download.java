package org.speechbench.datasets.download;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One archive of a corpus, or one file that is used as it is.
 *
 * @param name for example {@code librispeech/dev-clean}
 * @param file name of the archive, also on a mirror
 * @param bytes length in bytes, 0 if it is not published
 * @param published the published checksum; null if there is none
 * @param unpacked the files that it contains
 */
public record Download(String name, String file, URI url, long bytes, @Nullable Checksum published, Unpacked unpacked) {

    /**
     * The files of an archive. Folders are relative to the data folder, with forward slashes.
     *
     * @param folder the folder that receives the entries
     * @param strip number of leading folders to remove from an entry's name
     * @param holds a file or folder that exists only after unpacking
     * @param audio the folder with the recordings of the archive and no others; empty if they are not counted
     * @param recordings number of recordings, 0 if it is not known
     */
    public record Unpacked(String folder, int strip, String holds, String audio, int recordings) {}

    /** The checksum that the bytes must have. */
    public Optional<Checksum> checksum() {
        return Optional.ofNullable(published);
    }

    /** The same with a checksum that a user pins; the published length and checksum no longer apply. */
    public Download pinned(Checksum wanted) {
        return new Download(name, file, url, 0, wanted, unpacked);
    }

    /** The same from a folder that has it as {@link #file}. */
    public Download from(URI folder) {
        String base = folder.toString();
        URI there = URI.create(base.endsWith("/") ? base + file : base + "/" + file);
        return new Download(name, file, there, bytes, published, unpacked);
    }
}
