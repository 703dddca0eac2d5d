package org.speechbench.datasets.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/** Checks a downloaded archive against its published length and checksum. A wrong archive is renamed. */
record ArchiveCheck(Path archive, Progress progress) {
    /**
     * @param wanted the published length, 0 if there is none
     * @throws UserError if the length differs
     */
    void length(long wanted) {
        try {
            long got = Files.size(archive);
            if (wanted > 0 && got != wanted) {
                throw wrong("has " + got + " bytes; wanted " + wanted);
            }
        } catch (IOException e) {
            throw UserError.unreadable(archive, e);
        }
    }

    /** @throws UserError if the checksum differs */
    CorpusDownload.Outcome checksum(Checksum wanted) {
        Checksum got = Checksum.of(archive, wanted.algorithm(), progress);
        if (!got.equals(wanted)) {
            throw wrong("has " + got + "; wanted " + wanted.hex());
        }
        return CorpusDownload.Outcome.CHECKED;
    }

    /** Stores the SHA-256, and warns if it differs from the one stored before. */
    CorpusDownload.Outcome record(Path digest) {
        String line = Checksum.of(archive, Checksum.SHA_256, progress).hex() + "  " + archive.getFileName() + "\n";
        try {
            if (Files.exists(digest) && !Files.readString(digest).equals(line)) {
                progress.note(archive.getFileName() + " is not the file that came before: " + digest + " had "
                        + Files.readString(digest).strip());
            }
        } catch (IOException e) {
            throw UserError.unreadable(digest, e);
        }
        AtomicFiles.write(digest, line);
        return CorpusDownload.Outcome.UNCHECKED;
    }

    /** @return the new path */
    Path setAside() {
        Path aside = archive.resolveSibling(archive.getFileName() + ".bad");
        try {
            Files.move(archive, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw UserError.unwritable(aside, e);
        }
        return aside;
    }

    private UserError wrong(String what) {
        return new UserError(
                archive.getFileName() + " " + what + ". It was not unpacked; it is " + setAside() + " now.",
                "Get it again; if it stays so, the official file has changed or the mirror is not one.");
    }
}
