package org.speechbench.datasets.layout;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Utterance;

/**
 * EMO-DB (Burkhardt et al., Interspeech 2005): {@code wav/SSTTTEV.wav}, made of speaker, text, the letter of the
 * emotion, and version. A fold has two actors, a woman and a man, in the order of the numbers of the ten actors; the
 * labels are {@code label} and {@code text_code}. The whole corpus has 535 recordings.
 */
public final class EmoDb extends OfficialLayout {
    private static final Map<String, String> EMOTIONS = Map.of(
            "W", "anger",
            "L", "boredom",
            "E", "disgust",
            "A", "fear",
            "F", "happiness",
            "T", "sadness",
            "N", "neutral");
    /** The folds of the actors; the women are 08, 09, 13, 14 and 16. */
    private static final Map<String, String> FOLDS = Map.of(
            "03", "fold1", "08", "fold1", "10", "fold2", "09", "fold2", "11", "fold3", "13", "fold3", "12", "fold4",
            "14", "fold4", "15", "fold5", "16", "fold5");

    private static final String NAME =
            "(" + String.join("|", FOLDS.keySet()) + ")(...)([" + String.join("", EMOTIONS.keySet()) + "]).";

    public EmoDb() {
        super("emodb", "EMO-DB", Map.of("fold1", 107, "fold2", 81, "fold3", 116, "fold4", 104, "fold5", 127), "EMO-DB");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        String example = "03a01Fa, with the number of one of ten actors and an emotion's letter in the sixth place";
        return files.named(
                "wav",
                NAME,
                example,
                (file, name) -> files.utterance(
                        file,
                        "EMO-" + name.group(1),
                        FOLDS.getOrDefault(name.group(1), ""),
                        Map.of("label", EMOTIONS.getOrDefault(name.group(3), ""), "text_code", name.group(2))));
    }
}
