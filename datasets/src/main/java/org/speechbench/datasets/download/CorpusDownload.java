package org.speechbench.datasets.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.ByteSize;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;

/**
 * Downloads archives to {@code downloads/} of a data folder, checks them and unpacks them to where layouts look.
 * Existing archives are not downloaded again, partial ones are completed, and no archive is unpacked before it has been
 * checked.
 */
public final class CorpusDownload {
    private static final String FOLDER = "downloads";
    /** Corpora that may be downloaded need no password. */
    private static final ServerTerms SOURCES = new ServerTerms(
            Map.of(),
            status -> switch (status) {
                        case 404, 410 -> "See whether the corpus has moved, ";
                        case 401, 403 -> "See whether the corpus must be asked for now, ";
                        default -> "See what a browser says of it, ";
                    } + "or name a folder that has the file with --mirror URL.");

    /** Suffix of the file with the number of recordings in an archive, if they were fewer than published. */
    private static final String CAME = ".recordings";

    private final Path data;
    private final DownloadSettings settings;
    private final Progress progress;

    /** @param data an existing folder */
    public CorpusDownload(Path data, DownloadSettings settings, Progress progress) {
        this.data = data;
        this.settings = settings;
        this.progress = progress;
    }

    /** The outcome of a download. */
    public enum Outcome {
        ALREADY_THERE,
        /** Its published or pinned checksum was correct. */
        CHECKED,
        /** No checksum is published; the SHA-256 of the download is in {@link #digest}. */
        UNCHECKED
    }

    /** How much of an archive's content exists. */
    public enum State {
        ABSENT,
        /** Fewer recordings than the archive has, or unpacking was interrupted. */
        IN_PART,
        THERE
    }

    /** How much of an archive's content exists; recordings are counted if their number is known. */
    public State state(Download download) {
        if (unpacker(download).interrupted()) {
            return State.IN_PART;
        }
        if (download.unpacked().recordings() > 0) {
            int there = recordings(download);
            return there == 0 ? State.ABSENT : there < whole(download) ? State.IN_PART : State.THERE;
        }
        return Files.exists(data.resolve(download.unpacked().holds())) ? State.THERE : State.ABSENT;
    }

    /** How many recordings of an archive exist, 0 if they are not counted. */
    public int recordings(Download download) {
        Path folder = data.resolve(download.unpacked().audio());
        return download.unpacked().audio().isEmpty() || !Files.isDirectory(folder)
                ? 0
                : AudioFolder.lossless(folder).recordings().size();
    }

    /** How many recordings there should be: the published number, or that of the archive if it had fewer. */
    public int whole(Download download) {
        Path came = file(download.file() + CAME);
        try {
            return Files.exists(came)
                    ? Math.min(
                            download.unpacked().recordings(),
                            Integer.parseInt(Files.readString(came).strip()))
                    : download.unpacked().recordings();
        } catch (IOException e) {
            throw UserError.unreadable(came, e);
        } catch (NumberFormatException e) {
            return download.unpacked().recordings();
        }
    }

    private boolean there(Download download) {
        return state(download) == State.THERE;
    }

    /** The file next to an archive with the SHA-256 of the download, in the form that {@code sha256sum} reads. */
    public Path digest(Download download) {
        return file(download.file() + ".sha256");
    }

    /**
     * Checks early whether the disk has room for some downloads together.
     *
     * @throws UserError if it has not, as far as lengths are published
     */
    public void checkSpace(List<Download> downloads) {
        List<Download> missing = downloads.stream().filter(d -> !there(d)).toList();
        long all = missing.stream().mapToLong(Download::bytes).sum();
        long archives = settings.keepArchives()
                ? all
                : missing.stream().mapToLong(Download::bytes).max().orElse(0);
        long had = missing.stream().mapToLong(this::had).sum();
        wantSpace(all + Math.max(0, archives - had), "What is to come");
    }

    /**
     * Downloads, checks and unpacks one archive.
     *
     * @throws UserError if it cannot be downloaded, is not as published, or is in use by another process
     */
    public Outcome get(Download download) {
        if (there(download)) {
            return Outcome.ALREADY_THERE;
        }
        ProcessLock lock = ProcessLock.take(file("." + download.file() + ".lock"))
                .orElseThrow(() -> new UserError(
                        "Another process is downloading " + download.name() + " to " + data + ".",
                        "Wait for its end, or stop it."));
        try {
            return there(download) ? Outcome.ALREADY_THERE : bring(download);
        } finally {
            lock.close();
        }
    }

    private Outcome bring(Download download) {
        Path archive = file(download.file());
        int had = recordings(download);
        if (had > 0) {
            progress.note(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d recordings are there; all of it is got again",
                    download.name(),
                    had,
                    whole(download)));
        }
        if (!Files.exists(archive)) {
            PartFile part = PartFile.of(archive);
            if (download.bytes() == 0 || part.length() != download.bytes()) {
                new PatientTransfer(settings, SOURCES, progress)
                        .fetch(download.url(), part, download.bytes(), total -> announced(download, part, total));
            }
            part.finish(archive);
        }
        ArchiveCheck check = new ArchiveCheck(archive, progress);
        check.length(download.bytes());
        Outcome outcome = download.checksum().map(check::checksum).orElseGet(() -> check.record(digest(download)));
        unpack(download, archive);
        noteFewer(download);
        return outcome;
    }

    /** Records that a checked archive has fewer recordings than published, so that it is not downloaded again. */
    private void noteFewer(Download download) {
        int came = recordings(download);
        if (came < download.unpacked().recordings()) {
            AtomicFiles.write(file(download.file() + CAME), came + "\n");
            progress.note(String.format(
                    Locale.ROOT,
                    "%s has %,d recordings; %,d are published",
                    download.name(),
                    came,
                    download.unpacked().recordings()));
        }
    }

    private void announced(Download download, PartFile part, long total) {
        if (download.bytes() > 0 && download.bytes() != total) {
            throw new UserError(
                    download.url() + " has " + total + " bytes; wanted " + download.bytes() + ".",
                    "The corpus may have changed or the address may lead elsewhere; if the file is right, give its"
                            + " checksum with --sha256.");
        }
        wantSpace(2 * total - part.length(), download.name());
    }

    private void unpack(Download download, Path archive) {
        if (!ArchiveReader.reads(archive)) {
            place(archive, data.resolve(download.unpacked().holds()));
            return;
        }
        try {
            unpacker(download)
                    .unpack(archive, download.unpacked().strip(), UnpackBounds.of(download, Files.size(archive)));
        } catch (IOException e) {
            Path aside = new ArchiveCheck(archive, progress).setAside();
            throw new UserError(
                    archive.getFileName() + " cannot be unpacked (" + PatientTransfer.reason(e) + "); it is " + aside
                            + " now.",
                    "Get it again; if that does not help, see what a browser gets from " + download.url() + ".",
                    e);
        }
        if (!Files.exists(data.resolve(download.unpacked().holds()))) {
            throw new UserError(
                    archive + " was unpacked to "
                            + data.resolve(download.unpacked().folder()) + ", but there is no "
                            + data.resolve(download.unpacked().holds()) + ".",
                    "See what the archive has; it is not the one that this version of speechbench knows.");
        }
        if (!settings.keepArchives()) {
            remove(archive);
        }
    }

    /** Moves a file that is not an archive to its place. */
    private void place(Path file, Path place) {
        try {
            AtomicFiles.createFolder(place);
            if (settings.keepArchives()) {
                Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw UserError.unwritable(place, e);
        }
    }

    private void wantSpace(long bytes, String what) {
        long free = settings.freeSpace().of(data);
        if (free < bytes) {
            throw new UserError(
                    what + " needs about " + ByteSize.text(bytes) + " for the archive and what is in it; " + data
                            + " has " + ByteSize.text(free) + " free.",
                    "Free space, or name another folder with --data.");
        }
    }

    private long had(Download download) {
        Path archive = file(download.file());
        try {
            return Files.exists(archive)
                    ? Files.size(archive)
                    : PartFile.of(archive).length();
        } catch (IOException e) {
            throw UserError.unreadable(archive, e);
        }
    }

    private Unpacker unpacker(Download download) {
        return new Unpacker(data.resolve(download.unpacked().folder()), download.file(), progress);
    }

    private Path file(String name) {
        return data.resolve(FOLDER).resolve(name);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }
}
