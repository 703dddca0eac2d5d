package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Fluent Speech Commands (Lugosch et al., Interspeech 2019): {@code data/train_data.csv}, {@code valid_data.csv} and
 * {@code test_data.csv} list the recordings with {@code action}, {@code object} and {@code location}.
 */
public final class FluentSpeechCommands implements CorpusLayout {
    private static final String FOLDER = "fluent_speech_commands_dataset";

    @Override
    public String name() {
        return "fluent_speech_commands";
    }

    @Override
    public String title() {
        return "Fluent Speech Commands";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.splits(corpus, Map.of("train", 23_132, "dev", 3_118, "test", 3_793));
    }

    private static final Map<String, String> LISTS =
            Map.of("train", "train_data.csv", "dev", "valid_data.csv", "test", "test_data.csv");
    private static final List<String> SPLITS = List.of("train", "dev", "test");
    private static final List<String> COLUMNS =
            List.of("path", "speakerId", "transcription", "action", "object", "location");

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        for (String split : SPLITS) {
            String list = "data/" + LISTS.get(split);
            ListedRows.of(files, list).each(COLUMNS, row -> {
                Path file = root.resolve(row.get("path"));
                utterances.add(new Utterance(
                        files.id(FOLDER, file),
                        file,
                        0,
                        "FSC-" + row.get("speakerId"),
                        split,
                        Map.of(
                                "transcript", row.get("transcription"),
                                "action", row.get("action"),
                                "object", row.get("object"),
                                "location", row.get("location"))));
            });
        }
        return CorpusDigest.corpus(name(), utterances);
    }
}
