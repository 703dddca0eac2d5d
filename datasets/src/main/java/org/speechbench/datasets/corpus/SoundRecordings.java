package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/**
 * Files that were once decoded in full and found sound, with the listed length that they agreed with, so that a corpus of
 * a thousand hours is not decoded again before every run. A file whose size or date has changed counts as another. Kept
 * in a text file that is only ever appended to: a line that a crash left half written, or that is damaged, matches no
 * file. Where the file cannot be read or written, recordings are decoded again, and that is all.
 */
public final class SoundRecordings {
    private final @Nullable Path file;
    private final Consumer<String> note;
    private final Set<String> known = new HashSet<>();
    private boolean writable = true;

    private SoundRecordings(@Nullable Path file, Consumer<String> note) {
        this.file = file;
        this.note = note;
    }

    /** Remembers nothing. */
    public static SoundRecordings none() {
        return new SoundRecordings(null, line -> {});
    }

    /**
     * Those of a file.
     *
     * @param file is made when there is something to write
     * @param note gets a line if it cannot be read or written
     */
    public static SoundRecordings open(Path file, Consumer<String> note) {
        SoundRecordings recordings = new SoundRecordings(file, note);
        try {
            if (Files.exists(file)) {
                // Not strict: what is damaged becomes a line that matches nothing.
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(recordings.known::add);
            }
        } catch (IOException | OutOfMemoryError e) {
            note.accept(file + " cannot be read (" + e + "); recordings are decoded again.");
        }
        return recordings;
    }

    boolean contains(Utterance utterance) {
        return file != null && line(utterance).filter(known::contains).isPresent();
    }

    /** Takes note of an utterance that was decoded. */
    void add(Utterance utterance) {
        if (file != null) {
            line(utterance).filter(known::add).ifPresent(line -> append(file, line));
        }
    }

    private void append(Path to, String line) {
        if (!writable) {
            return;
        }
        try {
            Path folder = AtomicFiles.createFolder(to);
            Files.writeString(
                    folder.resolve(to.getFileName()),
                    "\n" + line,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            writable = false;
            note.accept(
                    to + " cannot be written (" + UserError.reason(e) + "); the next run decodes recordings again.");
        }
    }

    /** Nothing if the recording is no longer there. */
    private static Optional<String> line(Utterance utterance) {
        try {
            BasicFileAttributes a = Files.readAttributes(utterance.audio(), BasicFileAttributes.class);
            return Optional.of(String.join(
                    "\t",
                    Long.toString(a.size()),
                    Long.toString(a.lastModifiedTime().toMillis()),
                    utterance.part()
                            ? utterance.start() + "+" + utterance.numSamples()
                            : Long.toString(utterance.numSamples()),
                    utterance.audio().toAbsolutePath().toString(),
                    ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
