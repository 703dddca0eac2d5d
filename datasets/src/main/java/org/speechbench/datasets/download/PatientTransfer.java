package org.speechbench.datasets.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.speechbench.core.ByteSize;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/** A {@link Transfer} that is repeated after growing pauses. */
final class PatientTransfer {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    /** An attempt that transfers this many bytes resets the count, since large files may be interrupted many times. */
    private static final long MUCH = 16L << 20;

    private final Transfer transfer;
    private final DownloadSettings settings;
    private final Progress progress;

    PatientTransfer(DownloadSettings settings, ServerTerms terms, Progress progress) {
        transfer = new Transfer(settings.stall(), terms, progress);
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * @param published length of the file, 0 if it is not known
     * @throws UserError if all attempts fail; the bytes received so far are kept
     */
    void fetch(URI url, PartFile part, long published, LongConsumer announced) {
        int failures = 0;
        while (true) {
            long had = part.length();
            try {
                transfer.fetch(url, part, published, announced);
                return;
            } catch (IOException e) {
                failures = part.length() - had >= MUCH ? 1 : failures + 1;
                if (failures == TRIES) {
                    throw broken(url, part, e);
                }
                pause(url, part, failures, e);
            } catch (InterruptedException e) {
                throw interrupted(url, part, e);
            }
        }
    }

    private void pause(URI url, PartFile part, int failures, IOException e) {
        Duration time = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
        progress.note(part.name() + ": " + reason(e) + " after " + ByteSize.text(part.length()) + "; another try in "
                + time.toSeconds() + " s");
        try {
            settings.pause().of(time);
        } catch (InterruptedException interrupt) {
            throw interrupted(url, part, interrupt);
        }
    }

    private static UserError broken(URI url, PartFile part, IOException e) {
        return new UserError(
                url + " did not come in " + TRIES + " tries (" + reason(e) + "); " + kept(part) + ".",
                "See whether the network and the server work; the same command goes on from there.",
                e);
    }

    private static UserError interrupted(URI url, PartFile part, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UserError(
                "The download of " + url + " was interrupted; " + kept(part) + ".",
                "The same command goes on from there.",
                e);
    }

    private static String kept(PartFile part) {
        long bytes = part.length();
        return bytes == 0 ? "nothing has come yet" : ByteSize.text(bytes) + " are kept in " + part.file();
    }

    static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "no connection";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
