package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.core.LineReader;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;

/**
 * Reads manifests: tab-separated UTF-8 text, one header line, no quoting. Columns {@code path} (relative to the data
 * root, with forward slashes), {@code num_samples} (at 16 kHz, 0 if unknown), {@code speaker} and {@code split} are
 * required, in any order; {@code start} is the sample at which an utterance begins if it is a part of its recording,
 * and is empty for a whole recording; all other columns are labels. The path without {@code ./} and {@code ..} is the
 * utterance's id, with {@code #START} for a part, so that results do not depend on the location of the data.
 */
public final class ManifestCorpus {
    private static final List<String> NEEDED = List.of("path", "num_samples", "speaker", "split");

    private static final String START = "start";

    private final Path manifest;
    private final Path root;
    private final List<String> header;

    private ManifestCorpus(Path manifest, Path root, String headerLine) {
        this.manifest = manifest;
        this.root = root;
        this.header = List.of(headerLine.split("\t", -1));
        checkHeader();
    }

    /** Like {@link #read(String, Path, Path, BadItems)}; a bad line is an error. */
    public static Corpus read(String name, Path manifest, Path root) {
        return read(name, manifest, root, BadItems.refused());
    }

    /**
     * Reads a manifest; {@link CorpusCheck} checks whether the audio exists.
     *
     * @param name the name of the corpus in results
     * @param root the folder to which the paths are relative
     * @param bad receives lines that are malformed, are not UTF-8 or repeat the path of an earlier line
     * @throws UserError that names the file and the line if the manifest is missing or empty, or its header is
     *     malformed
     */
    public static Corpus read(String name, Path manifest, Path root, BadItems bad) {
        List<TextLine> lines = LineReader.read(manifest);
        if (lines.isEmpty()) {
            throw new UserError(manifest + ": is empty.", "Use a manifest with a header and utterances.");
        }
        ManifestCorpus reader = new ManifestCorpus(manifest, root, lines.get(0).text());
        List<Utterance> utterances = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (TextLine line : lines.subList(1, lines.size())) {
            bad.guard(line.place(), () -> utterances.add(reader.unseen(line, seen)));
        }
        if (utterances.isEmpty()) {
            throw reader.bad(1, "there is no line after the header that can be used", "Use a manifest with utterances");
        }
        return Corpus.of(name, utterances);
    }

    /**
     * The names of the columns with labels, in order; empty if the file is.
     *
     * @throws UserError if the file cannot be read
     */
    public static List<String> labelColumns(Path manifest) {
        try (LineReader lines = new LineReader(manifest, Files.newInputStream(manifest))) {
            TextLine header = lines.next();
            if (header == null) {
                return List.of();
            }
            return Stream.of(header.text().split("\t", -1))
                    .filter(column -> !NEEDED.contains(column) && !column.equals(START))
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(manifest, e);
        }
    }

    private Utterance unseen(TextLine line, Map<String, Integer> seen) {
        int number = (int) line.number();
        Utterance utterance = utterance(number, line.text());
        Integer earlier = seen.putIfAbsent(utterance.id(), number);
        if (earlier != null) {
            throw bad(number, "path '" + utterance.id() + "' is already in line " + earlier, "Remove one of the two");
        }
        return utterance;
    }

    private void checkHeader() {
        List<String> missing = NEEDED.stream().filter(c -> !header.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw bad(1, "the header lacks " + missing + "; got " + header, "Name the columns in the first line");
        }
        if (header.stream().distinct().count() != header.size()) {
            throw bad(1, "a column is named twice: " + header, "Name each column once");
        }
    }

    private Utterance utterance(int line, String text) {
        String[] cells = text.split("\t", -1);
        if (cells.length != header.size()) {
            throw bad(
                    line,
                    "got " + cells.length + " cells; the header has " + header.size(),
                    "Separate cells by single tabs");
        }
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            columns.put(header.get(i), cells[i]);
        }
        Map<String, String> labels = new LinkedHashMap<>(columns);
        NEEDED.forEach(labels::remove);
        labels.remove(START);
        String path = take(columns, "path");
        String split = take(columns, "split");
        if (path.isBlank() || split.isBlank()) {
            throw bad(line, "path or split is empty", "Fill it in");
        }
        Path audio = audio(line, path);
        // A recording has one id, however its path is written.
        String id = root.normalize().relativize(audio).toString().replace('\\', '/');
        long samples = samples(line, "num_samples", take(columns, "num_samples"));
        String start = take(columns, START);
        if (start.isBlank()) {
            return new Utterance(id, audio, samples, take(columns, "speaker"), split, labels);
        }
        if (samples == 0) {
            throw bad(line, "num_samples is 0 of a part of a recording", "Write how long the part is");
        }
        return new Utterance(
                id + "#" + start, audio, samples(line, START, start), samples, take(columns, "speaker"), split, labels);
    }

    private static String take(Map<String, String> columns, String name) {
        return columns.getOrDefault(name, "");
    }

    private Path audio(int line, String id) {
        try {
            Path relative = Path.of(id);
            Path audio = root.resolve(relative).normalize();
            if (!relative.isAbsolute() && audio.startsWith(root.normalize())) {
                return audio;
            }
        } catch (InvalidPathException e) {
            throw bad(line, "path '" + id + "' is not a path (" + e.getReason() + ")", "Correct it");
        }
        throw bad(line, "path '" + id + "' does not stay in the data folder", "Make it relative to the data folder");
    }

    private long samples(int line, String column, String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The error below is the same as for a negative number.
        }
        throw bad(line, column + " is '" + text + "'; wanted an integer of at least 0", "Correct it, or write 0");
    }

    private UserError bad(int line, String what, String cure) {
        return new UserError(manifest + ":" + line + ": " + what + ".", cure + ".");
    }
}
