package org.speechbench.core.corpus.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.corpus.BadItems;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.CorpusDigest;
import org.speechbench.core.corpus.Utterance;

/**
 * Fluent Speech Commands (Lugosch et al., Interspeech 2019): {@code data/train_data.csv}, {@code valid_data.csv} and {@code
 * test_data.csv} list recordings with {@code action}, {@code object} and {@code location}.
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
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .get();

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        for (String split : SPLITS) {
            String list = "data/" + LISTS.get(split);
            String text = String.join("\n", files.lines(list));
            try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
                for (CSVRecord line : parser) {
                    Path file = root.resolve(line.get("path"));
                    utterances.add(new Utterance(
                            files.id(FOLDER, file),
                            file,
                            0,
                            "FSC-" + line.get("speakerId"),
                            split,
                            Map.of(
                                    "transcript", line.get("transcription"),
                                    "action", line.get("action"),
                                    "object", line.get("object"),
                                    "location", line.get("location"))));
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new UserError(
                        root.resolve(list) + " is not as the corpus has it: " + e.getMessage() + ".",
                        "Unpack the corpus again.",
                        e);
            }
        }
        return CorpusDigest.corpus(name(), utterances);
    }
}
