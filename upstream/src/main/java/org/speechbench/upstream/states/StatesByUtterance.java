package org.speechbench.upstream.states;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;

/**
 * A folder with a file of hidden states for each utterance: by the index that {@code encode} writes, or without one by
 * name, the utterance's id with or without its own extension: {@code a/b/c.npy} or {@code a/b/c.flac.npy} for
 * {@code a/b/c.flac}.
 *
 * @param index null if there is none
 * @param files paths relative to the folder, by the id of their utterance; without an index by themselves
 */
record StatesByUtterance(Path folder, @Nullable StatesIndex index, SortedMap<String, String> files) {
    private static final String CURE = "Encode again, or remove it where files have the names of their utterances.";

    /** @throws UserError if there is no such folder, its index cannot be read, or it has no file of states */
    static StatesByUtterance open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    folder + (Files.exists(folder) ? " is a file" : " is not there") + "; features wants a folder.",
                    "Name a folder of .npy or .safetensors files, for example what 'speechbench encode' wrote.");
        }
        StatesIndex index = StatesIndex.read(folder, CURE);
        SortedMap<String, String> files = index == null ? named(folder) : indexed(folder, index);
        if (files.isEmpty()) {
            throw new UserError(
                    folder + " has no hidden states.",
                    "Put a file of " + String.join(" or ", StatesFile.ENDINGS) + " there for each utterance.");
        }
        return new StatesByUtterance(folder, index, files);
    }

    private static SortedMap<String, String> indexed(Path folder, StatesIndex index) {
        SortedMap<String, String> files = new TreeMap<>();
        for (StatesIndex.Entry entry : index.utterances()) {
            Path file = folder.resolve(entry.file()).normalize();
            if (!folder.normalize().equals(file.getParent())) {
                throw new UserError(
                        StatesIndex.in(folder) + " names the file " + entry.file() + ", which is elsewhere.", CURE);
            }
            String before = files.put(entry.id(), entry.file());
            if (before != null && !before.equals(entry.file())) {
                throw new UserError(
                        StatesIndex.in(folder) + " names two files of " + entry.id() + ": " + before + " and "
                                + entry.file() + ".",
                        CURE);
            }
        }
        return files;
    }

    private static SortedMap<String, String> named(Path folder) {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(file -> StatesFile.ENDINGS.stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> !AudioFolder.hidden(file) && Files.isRegularFile(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toMap(name -> name, name -> name, (a, b) -> a, TreeMap::new));
        } catch (UncheckedIOException e) {
            throw UserError.unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }

    /**
     * The file of an utterance; null if there is none.
     *
     * @throws UserError if there are several
     */
    @Nullable
    Path find(String id) {
        List<String> found = new ArrayList<>();
        for (String name : index != null ? List.of(id) : List.copyOf(names(id))) {
            String file = files.get(name);
            if (file != null) {
                found.add(file);
            }
        }
        if (found.size() > 1) {
            throw new UserError(
                    "Utterance " + id + " has several files in " + folder + ": " + String.join(", ", found) + ".",
                    "Leave one of them there.");
        }
        return found.isEmpty() ? null : folder.resolve(found.get(0));
    }

    /** The names that the file of an utterance can have without an index. */
    static Set<String> names(String id) {
        int part = id.lastIndexOf('#');
        String path = part < 0 ? id : id.substring(0, part);
        int dot = path.lastIndexOf('.');
        String stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
        Set<String> names = new LinkedHashSet<>();
        for (String name : List.of(stem + id.substring(path.length()), id)) {
            StatesFile.ENDINGS.forEach(ending -> names.add(name + ending));
        }
        return names;
    }

    /** Any of the files. */
    Path first() {
        return folder.resolve(files.values().iterator().next());
    }

    /** Samples between two frames according to the index; 0 without an index. */
    int indexedStride() {
        if (index == null) {
            return 0;
        }
        double stride = 16_000 / index.of().framesPerSecond();
        if (!(stride >= 1 && Math.abs(stride - Math.rint(stride)) < 1e-6)) {
            throw new UserError(
                    StatesIndex.in(folder) + " has "
                            + index.of().framesPerSecond()
                            + " frames per second, which is no whole number of samples at"
                            + " 16 kHz between two frames.",
                    CURE);
        }
        return (int) Math.rint(stride);
    }

    /**
     * SHA-256 of ids, names and contents of all files; see {@link FileDigests} for what that costs.
     *
     * @throws UserError if a file cannot be read
     */
    String digest() {
        FileDigests digests = FileDigests.of(folder);
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            text.append(file.getKey())
                    .append('\t')
                    .append(digests.of(file.getValue()))
                    .append('\n');
        }
        digests.keep();
        return Digests.sha256(text.toString());
    }
}
