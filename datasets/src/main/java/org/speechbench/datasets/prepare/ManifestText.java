package org.speechbench.datasets.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;

/** Makes the lines of a manifest. Every recording is decoded to find its length. */
final class ManifestText {
    private final ManifestFolder folder;
    private final Set<String> references;
    private final Progress progress;

    /** @param references columns whose values are ids of other utterances */
    ManifestText(ManifestFolder folder, Set<String> references, Progress progress) {
        this.folder = folder;
        this.references = references;
        this.progress = progress;
    }

    String of(Corpus corpus, WaveformReader reader) {
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
        Map<String, String> paths = paths(corpus);
        StringBuilder text = new StringBuilder(String.join("\t", header)).append('\n');
        try (Progress.Stage stage =
                progress.start("measure", corpus.utterances().size())) {
            for (Utterance u : corpus.utterances()) {
                List<String> fields = new ArrayList<>(
                        List.of(path(u.audio()), Integer.toString(reader.read(u).length()), u.speaker(), u.split()));
                if (parts) {
                    fields.add(u.part() ? Long.toString(u.start()) : "");
                }
                columns.forEach(column -> fields.add(label(u, column, paths)));
                text.append(String.join("\t", fields)).append('\n');
                stage.advance(1, "");
            }
        }
        return text.toString();
    }

    /** The ids of utterances in the manifest, by their ids in the layout. */
    private Map<String, String> paths(Corpus corpus) {
        Map<String, String> paths = new HashMap<>();
        if (!references.isEmpty()) {
            corpus.utterances().forEach(u -> paths.put(u.id(), path(u.audio())));
        }
        return paths;
    }

    private String label(Utterance u, String column, Map<String, String> paths) {
        String value = u.labels().getOrDefault(column, "");
        if (!references.contains(column)) {
            return value.replaceAll("[\\t\\r\\n]+", " ");
        }
        return Arrays.stream(value.split(" "))
                .filter(paths::containsKey)
                .map(id -> paths.getOrDefault(id, ""))
                .collect(Collectors.joining(" "));
    }

    private String path(Path audio) {
        String path = folder.relative(audio).toString().replace('\\', '/');
        if (path.matches("(?s).*[\\t\\r\\n].*")) {
            throw new UserError(
                    "'" + path.replaceAll("\\s", "?") + "' has a tab or a line break in its name.",
                    "Rename it; a manifest cannot hold such a name.");
        }
        return path;
    }
}
