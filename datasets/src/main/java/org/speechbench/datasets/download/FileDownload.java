package org.speechbench.datasets.download;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ByteSize;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/** Downloads single files, checks them, and resumes what was interrupted. */
public final class FileDownload {
    private final DownloadSettings settings;
    private final PatientTransfer transfer;
    private final Progress progress;

    public FileDownload(DownloadSettings settings, ServerTerms terms, Progress progress) {
        this.settings = settings;
        this.transfer = new PatientTransfer(settings, terms, progress);
        this.progress = progress;
    }

    /**
     * Downloads a file, unless it is there.
     *
     * @param place of the file, which exists only when it is complete and right
     * @param bytes that the file has, 0 if it is not known
     * @param wanted the checksum that it must have; null for any
     * @throws UserError if it cannot be downloaded or is another file
     */
    public void get(URI url, Path place, long bytes, @Nullable Checksum wanted) {
        if (Files.exists(place)) {
            return;
        }
        PartFile part = PartFile.of(place);
        if (bytes == 0 || part.length() != bytes) {
            transfer.fetch(url, part, bytes, total -> announced(url, part, bytes, total));
        }
        if (wanted != null) {
            Checksum got = Checksum.of(part.file(), wanted.algorithm(), progress);
            if (!got.equals(wanted)) {
                part.begin(Optional.empty());
                throw new UserError(
                        url + " has the " + got + ", wanted " + wanted + "; nothing of it is kept.",
                        "Get it again; if that does not help, the file was changed on the way or at its source.");
            }
        }
        part.finish(place);
    }

    private void announced(URI url, PartFile part, long bytes, long total) {
        if (bytes > 0 && bytes != total) {
            throw new UserError(
                    url + " has " + total + " bytes; wanted " + bytes + ".",
                    "The address may lead elsewhere; see what a browser says of it.");
        }
        Path folder = part.file().toAbsolutePath().getParent();
        long needed = total - part.length();
        long free = folder != null && Files.isDirectory(folder)
                ? settings.freeSpace().of(folder)
                : Long.MAX_VALUE;
        if (free < needed) {
            throw new UserError(
                    part.name() + " needs " + ByteSize.text(needed) + "; " + folder + " has " + ByteSize.text(free)
                            + " free.",
                    "Free space, or name another folder.");
        }
    }
}
