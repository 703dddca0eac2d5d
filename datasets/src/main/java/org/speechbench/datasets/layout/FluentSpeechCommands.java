package org.speechbench.datasets.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Fluent Speech Commands (Lugosch et al., Interspeech 2019): {@code data/train_data.csv}, {@code valid_data.csv} and
 * {@code test_data.csv} list the recordings with {@code action}, {@code object} and {@code location}.
 */
public final class FluentSpeechCommands extends OfficialLayout {
    private static final List<String> COLUMNS =
            List.of("path", "speakerId", "transcription", "action", "object", "location");

    public FluentSpeechCommands() {
        super(
                "fluent_speech_commands",
                "Fluent Speech Commands",
                Map.of("train", 23_132, "dev", 3_118, "test", 3_793),
                "fluent_speech_commands_dataset");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        List<Utterance> utterances = new ArrayList<>();
        for (String split : List.of("train", "dev", "test")) {
            String list = "data/" + (split.equals("dev") ? "valid" : split) + "_data.csv";
            files.eachRow(
                    list,
                    COLUMNS,
                    row -> utterances.add(files.utterance(
                            files.root().resolve(row.get("path")),
                            "FSC-" + row.get("speakerId"),
                            split,
                            Map.of(
                                    "transcript", row.get("transcription"),
                                    "action", row.get("action"),
                                    "object", row.get("object"),
                                    "location", row.get("location")))));
        }
        return utterances;
    }
}
