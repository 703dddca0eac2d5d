package org.speechbench.core.corpus;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * Reads manifests: tab-separated UTF-8 text, one header line, no quoting. Columns {@code path} (relative to the data
 * root, with forward slashes), {@code num_samples} (at 16 kHz, 0 if unknown), {@code speaker} and {@code split} are
 * needed in any order; {@code start} is the sample at which an utterance begins that is a part of its recording, empty for
 * a whole one; all others are labels. The path without {@code ./} and {@code ..} is the utterance's id, with {@code #START} for a part, so results do not
 * depend on where the data lie.
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

    /**
     * Reads a manifest; whether the audio is there is {@link CorpusCheck}'s question.
     *
     * @param name what results call the corpus
     * @param root the folder that the paths are relative to
     * @throws UserError naming file and line if the manifest is missing, empty, malformed or has a path twice
     */
    public static Corpus read(String name, Path manifest, Path root) {
        List<String> lines = lines(manifest);
        ManifestCorpus reader = new ManifestCorpus(manifest, root, lines.get(0));
        List<Utterance> utterances = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            Utterance utterance = reader.utterance(i + 1, lines.get(i));
            Integer earlier = seen.put(utterance.id(), i + 1);
            if (earlier != null) {
                throw reader.bad(
                        i + 1, "path '" + utterance.id() + "' is already in line " + earlier, "Remove one of the two");
            }
            utterances.add(utterance);
        }
        if (utterances.isEmpty()) {
            throw reader.bad(1, "there is no line after the header", "Use a manifest with utterances");
        }
        return CorpusDigest.corpus(name, utterances);
    }

    private static List<String> lines(Path manifest) {
        List<String> lines = TextLines.read(manifest);
        if (lines.isEmpty()) {
            throw new UserError(manifest + ": is empty.", "Use a manifest with a header and utterances.");
        }
        return lines;
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
        // One recording has one id, however its path is spelled.
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
            // Falls through to the same error as a negative number.
        }
        throw bad(line, column + " is '" + text + "'; wanted an integer of at least 0", "Correct it, or write 0");
    }

    private UserError bad(int line, String what, String cure) {
        return new UserError(manifest + ":" + line + ": " + what + ".", cure + ".");
    }
}
