package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;

/**
 * A record of files that were decoded in full and found to be intact, with the listed length that they agreed with, so
 * that a corpus of a thousand hours is not decoded again before every run. A file whose size or date has changed counts
 * as a different one, and so does one that another program or version of it decoded. The record is kept in a text file to which lines are only ever appended; a line that is damaged,
 * or incomplete after a crash, matches no file. If the text file cannot be read or written, the only consequence is
 * that recordings are decoded again.
 */
public final class SoundRecordings {
    private final @Nullable Path file;
    private final Consumer<String> note;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private boolean programs;
    private boolean writable = true;

    private SoundRecordings(@Nullable Path file, Consumer<String> note) {
        this.file = file;
        this.note = note;
    }

    /** A record that remembers nothing. */
    public static SoundRecordings none() {
        return new SoundRecordings(null, line -> {});
    }

    /**
     * The record in a file.
     *
     * @param file the text file, which is created when there is something to write
     * @param note receives a line if the file cannot be read or written
     */
    public static SoundRecordings open(Path file, Consumer<String> note) {
        SoundRecordings recordings = new SoundRecordings(file, note);
        try {
            if (Files.exists(file)) {
                // Decoding is not strict: a damaged line becomes one that matches no file.
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(recordings::know);
            }
        } catch (IOException | OutOfMemoryError e) {
            note.accept(file + " cannot be read (" + e + "); recordings are decoded again.");
        }
        return recordings;
    }

    private void know(String line) {
        known.add(line);
        programs |= !line.endsWith("\t");
    }

    /**
     * What decoded an utterance that is known: a program with its version, or empty text for {@link AudioReader} itself.
     *
     * @param installed the program that would decode it now, which is asked for only if any was used before
     * @return empty if the utterance is not known, or if another program decoded it
     */
    Optional<String> decoder(Utterance utterance, Supplier<Optional<String>> installed) {
        if (file == null) {
            return Optional.empty();
        }
        Optional<String> line = line(utterance);
        if (line.filter(known::contains).isPresent()) {
            return Optional.of("");
        }
        return programs
                ? installed.get().filter(program -> line.filter(l -> known.contains(l + program))
                        .isPresent())
                : Optional.empty();
    }

    /**
     * Records an utterance that was decoded.
     *
     * @param decoder the program that did; empty for {@link AudioReader} itself
     */
    void add(Utterance utterance, String decoder) {
        if (file != null) {
            line(utterance).map(line -> line + decoder).filter(known::add).ifPresent(line -> append(file, line));
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

    /** The line without a program; empty if the recording no longer exists. */
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
