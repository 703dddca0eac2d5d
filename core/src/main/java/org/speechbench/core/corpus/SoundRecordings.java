package org.speechbench.core.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that were once decoded in full and found sound, with the listed length that they agreed with, so that a corpus of
 * a thousand hours is not decoded again before every run. A file whose size or date has changed counts as another. Kept
 * in a text file that is only ever appended to: a line that a crash left half written matches no file.
 */
public final class SoundRecordings {
    private final @Nullable Path file;
    private final Set<String> known = new HashSet<>();

    private SoundRecordings(@Nullable Path file) {
        this.file = file;
    }

    /** Remembers nothing. */
    public static SoundRecordings none() {
        return new SoundRecordings(null);
    }

    /** @param file is made when there is something to write */
    public static SoundRecordings open(Path file) {
        SoundRecordings recordings = new SoundRecordings(file);
        try {
            if (Files.exists(file)) {
                recordings.known.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return recordings;
    }

    boolean contains(Utterance utterance) {
        return file != null && known.contains(line(utterance));
    }

    /** Takes note of an utterance that was decoded. */
    void add(Utterance utterance) {
        if (file == null) {
            return;
        }
        String line = line(utterance);
        if (!known.add(line)) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, "\n" + line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static String line(Utterance utterance) {
        try {
            BasicFileAttributes a = Files.readAttributes(utterance.audio(), BasicFileAttributes.class);
            return String.join(
                    "\t",
                    Long.toString(a.size()),
                    Long.toString(a.lastModifiedTime().toMillis()),
                    utterance.part()
                            ? utterance.start() + "+" + utterance.numSamples()
                            : Long.toString(utterance.numSamples()),
                    utterance.audio().toAbsolutePath().toString(),
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
