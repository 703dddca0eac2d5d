package org.speechbench.datasets.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Where manifests are written: the data folder, or a separate folder that becomes a data folder through links to
 * recordings in the other one, which may be read-only and shared.
 *
 * @param data the folder of the recordings
 * @param root the folder to which manifests are written, and to which their paths are relative
 */
record ManifestFolder(DataFolder data, Path root) {
    private static final String MANIFESTS = "manifests";

    /** @param out null for the data folder itself */
    static ManifestFolder of(DataFolder data, @Nullable Path out) {
        return new ManifestFolder(
                data, out == null ? data.root() : out.toAbsolutePath().normalize());
    }

    /**
     * Creates the folder and links to recordings elsewhere, so that errors are reported early.
     *
     * @throws UserError if the folder cannot be written, a recording is outside the data folder, or the name of a link
     *     is taken
     */
    void prepare(Corpus corpus) {
        Set<String> names = new TreeSet<>();
        for (Utterance u : corpus.utterances()) {
            names.add(relative(u.audio()).getName(0).toString());
        }
        Path manifests = root.resolve(MANIFESTS);
        try {
            Files.createDirectories(manifests);
            if (!Files.isWritable(manifests)) {
                throw new IOException("it is read-only");
            }
            if (!Files.isSameFile(root, data.root())) {
                for (String name : names) {
                    link(root.resolve(name), data.root().resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UserError(
                    manifests + ": cannot be written (" + e.getMessage() + ").",
                    "Check permissions and free space, or name another folder with --out.",
                    e);
        }
    }

    private static void link(Path link, Path target) throws IOException {
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, target);
        } else if (!Files.exists(link) || !Files.isSameFile(link, target)) {
            throw new UserError(
                    link + " is there already and is not " + target + ".", "Name another folder with --out.");
        }
    }

    /** The path of a recording in manifests. */
    private Path relative(Path audio) {
        Path path = audio.toAbsolutePath().normalize();
        if (!path.startsWith(data.root())) {
            throw new UserError(
                    audio + " lies outside of the data folder " + data.root() + ".",
                    "Link or move it there, or name a folder above both with --data.");
        }
        return data.root().relativize(path);
    }

    Path file(String name) {
        return root.resolve(MANIFESTS).resolve(name);
    }

    Path write(String name, String text) {
        Path file = file(name);
        AtomicFiles.removeLeftovers(file.resolveSibling(""), Duration.ofHours(1));
        AtomicFiles.write(file, text);
        return file;
    }

    /**
     * The lines of a manifest.
     *
     * @param samples the length of every utterance as it was decoded, by id
     * @param references columns whose values are ids of other utterances
     */
    String manifest(Corpus corpus, Map<String, Integer> samples, Set<String> references) {
        List<String> columns = corpus.utterances().stream()
                .flatMap(u -> u.labels().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<String> header = new ArrayList<>(List.of("path", "num_samples", "speaker", "split"));
        boolean parts = corpus.utterances().stream().anyMatch(Utterance::part);
        if (parts) {
            header.add("start");
        }
        header.addAll(columns);
        Map<String, String> paths = references.isEmpty() ? Map.of() : paths(corpus);
        StringBuilder text = new StringBuilder(String.join("\t", header)).append('\n');
        for (Utterance u : corpus.utterances()) {
            int length = Objects.requireNonNull(samples.get(u.id()), u.id());
            List<String> fields =
                    new ArrayList<>(List.of(path(u.audio()), Integer.toString(length), u.speaker(), u.split()));
            if (parts) {
                fields.add(u.part() ? Long.toString(u.start()) : "");
            }
            columns.forEach(
                    column -> fields.add(references.contains(column) ? ids(u, column, paths) : text(u, column)));
            text.append(String.join("\t", fields)).append('\n');
        }
        return text.toString();
    }

    /** The ids of utterances in the manifest, by their ids in the layout. */
    private Map<String, String> paths(Corpus corpus) {
        Map<String, String> paths = new HashMap<>();
        corpus.utterances().forEach(u -> paths.put(u.id(), path(u.audio())));
        return paths;
    }

    private static String text(Utterance u, String column) {
        return u.labels().getOrDefault(column, "").replaceAll("[\\t\\r\\n]+", " ");
    }

    private static String ids(Utterance u, String column, Map<String, String> paths) {
        return Arrays.stream(u.labels().getOrDefault(column, "").split(" "))
                .filter(paths::containsKey)
                .map(id -> paths.getOrDefault(id, ""))
                .collect(Collectors.joining(" "));
    }

    private String path(Path audio) {
        String path = relative(audio).toString().replace('\\', '/');
        if (path.matches("(?s).*[\\t\\r\\n].*")) {
            throw new UserError(
                    "'" + path.replaceAll("\\s", "?") + "' has a tab or a line break in its name.",
                    "Rename it; a manifest cannot hold such a name.");
        }
        return path;
    }
}
