package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.UserError;

/**
 * The recordings in a folder and its subfolders. Symbolic links are followed, but a link to a folder that contains it
 * is not followed again. Hidden files and folders, whose names begin with a dot, are ignored.
 *
 * @param root the folder where the search began
 * @param recordings the files with extensions that are wanted, sorted; broken links are included, so that a check finds
 *     them
 * @param passedOver the numbers of other audio files, by extension
 * @param endings the extensions that are wanted
 */
public record AudioFolder(
        Path root, List<Path> recordings, SortedMap<String, Integer> passedOver, List<String> endings) {
    /**
     * The extensions of recordings without loss, the most common first. Corpora that are published in these may have
     * compressed copies beside them, which are not recordings of their own.
     */
    public static final List<String> LOSSLESS = List.of(".wav", ".flac", ".sph", ".nist");

    /**
     * The extensions of recordings that {@link org.speechbench.datasets.audio.AudioReader} reads: those without loss, and
     * those that ffmpeg decodes.
     */
    public static final List<String> ENDINGS =
            List.of(".wav", ".flac", ".sph", ".nist", ".mp3", ".opus", ".ogg", ".oga", ".m4a");

    private static final Set<String> OTHER_AUDIO = Set.of(
            ".3gp", ".aac", ".aif", ".aiff", ".amr", ".ape", ".au", ".caf", ".mp2", ".mp4", ".spx", ".webm", ".wma",
            ".wv");

    public AudioFolder {
        recordings = List.copyOf(recordings);
        endings = List.copyOf(endings);
        passedOver = Collections.unmodifiableSortedMap(new TreeMap<>(passedOver));
    }

    /**
     * Everything that can be read.
     *
     * @throws UserError if the folder or one of its subfolders cannot be read
     */
    public static AudioFolder of(Path root) {
        return of(root, ENDINGS);
    }

    /**
     * Recordings without loss.
     *
     * @throws UserError if the folder or one of its subfolders cannot be read
     */
    public static AudioFolder lossless(Path root) {
        return of(root, LOSSLESS);
    }

    private static AudioFolder of(Path root, List<String> endings) {
        List<Path> recordings = new ArrayList<>();
        SortedMap<String, Integer> others = new TreeMap<>();
        try {
            Files.walkFileTree(
                    root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                            return hidden(folder) && !folder.equals(root)
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            String ending = ending(file);
                            if (!hidden(file) && endings.contains(ending)) {
                                recordings.add(file);
                            } else if (!hidden(file) && (OTHER_AUDIO.contains(ending) || ENDINGS.contains(ending))) {
                                others.merge(ending, 1, Integer::sum);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                            if (e instanceof FileSystemLoopException) {
                                return FileVisitResult.CONTINUE;
                            }
                            throw e;
                        }
                    });
        } catch (IOException e) {
            throw UserError.unreadable(root, e);
        }
        Collections.sort(recordings);
        return new AudioFolder(root, recordings, others, endings);
    }

    /** A sentence about audio that exists but cannot be read; empty if there is none. */
    public Optional<String> passedOverNote() {
        if (passedOver.isEmpty()) {
            return Optional.empty();
        }
        int all = passedOver.values().stream().mapToInt(Integer::intValue).sum();
        String kinds = passedOver.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of(
                root + ": " + all + " audio file" + (all == 1 ? "" : "s") + " passed over (" + kinds + "), since only "
                        + String.join(", ", endings) + " are read here; convert what is wanted to FLAC or WAV.");
    }

    /**
     * Whether a folder contains nothing except hidden files.
     *
     * @throws UserError if the folder cannot be read
     */
    public static boolean empty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(AudioFolder::hidden);
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }

    /** Whether a file or folder is hidden, like those that other systems create beside every file. */
    public static boolean hidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }
}
