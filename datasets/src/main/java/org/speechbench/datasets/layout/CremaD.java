package org.speechbench.datasets.layout;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Utterance;

/**
 * CREMA-D (Cao et al., IEEE Transactions on Affective Computing, 2014):
 * {@code AudioWAV/ACTOR_SENTENCE_EMOTION_LEVEL.wav}, 91 actors, six emotions, 7,442 recordings. There are five folds of
 * actors, by their numbers; the labels are {@code label}, {@code sentence} and {@code level}.
 */
public final class CremaD extends OfficialLayout {
    private static final Map<String, String> EMOTIONS = Map.of(
            "ANG", "anger",
            "DIS", "disgust",
            "FEA", "fear",
            "HAP", "happiness",
            "NEU", "neutral",
            "SAD", "sadness");
    private static final String NAME = "(\\d+)_([^_]*)_(" + String.join("|", EMOTIONS.keySet()) + ")_([^_]+)";
    private static final int FOLDS = 5;

    public CremaD() {
        super("crema_d", "CREMA-D", Map.of(ALL, 7_442), "CREMA-D");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        return files.named("AudioWAV", NAME, "1001_DFA_ANG_XX", (file, name) -> {
            int actor = Integer.parseInt(name.group(1));
            return files.utterance(
                    file,
                    "CREMA-" + name.group(1),
                    "fold" + (actor % FOLDS + 1),
                    Map.of(
                            "label", EMOTIONS.getOrDefault(name.group(3), ""),
                            "sentence", name.group(2),
                            "level", name.group(4)));
        });
    }
}
