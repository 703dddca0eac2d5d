package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.Utterance;

/**
 * CREMA-D (Cao et al., IEEE Transactions on Affective Computing, 2014):
 * {@code AudioWAV/ACTOR_SENTENCE_EMOTION_LEVEL.wav}, 91 actors, six emotions, 7,442 recordings. There are five folds of
 * actors, by their numbers; the labels are {@code label}, {@code sentence} and {@code level}.
 */
public final class CremaD implements CorpusLayout {
    private static final String FOLDER = "CREMA-D";
    private static final Map<String, String> EMOTIONS = Map.of(
            "ANG", "anger",
            "DIS", "disgust",
            "FEA", "fear",
            "HAP", "happiness",
            "NEU", "neutral",
            "SAD", "sadness");
    private static final int FOLDS = 5;

    @Override
    public String name() {
        return "crema_d";
    }

    @Override
    public String title() {
        return "CREMA-D";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.all(corpus, 7_442);
    }

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        files.eachRecording(files.folder("AudioWAV"), file -> {
            String[] parts = LayoutFiles.stem(file).split("_");
            String emotion = parts.length == 4 ? EMOTIONS.get(parts[2]) : null;
            if (emotion == null || !parts[0].matches("\\d+")) {
                throw new UserError(file + ": wanted a name like 1001_DFA_ANG_XX.", "Remove what is not of CREMA-D.");
            }
            String fold = "fold" + (Integer.parseInt(parts[0]) % FOLDS + 1);
            utterances.add(new Utterance(
                    files.id(FOLDER, file),
                    file,
                    0,
                    "CREMA-" + parts[0],
                    fold,
                    Map.of("label", emotion, "sentence", parts[1], "level", parts[3])));
        });
        return CorpusDigest.corpus(name(), utterances);
    }
}
