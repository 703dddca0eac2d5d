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
 * EMO-DB (Burkhardt et al., Interspeech 2005): {@code wav/SSTTTEV.wav}, made of speaker, text, the letter of the
 * emotion, and version. A fold has two actors, a woman and a man, in the order of the numbers of the ten actors; the
 * labels are {@code label} and {@code text_code}. The whole corpus has 535 recordings.
 */
public final class EmoDb implements CorpusLayout {
    private static final String FOLDER = "EMO-DB";

    @Override
    public String name() {
        return "emodb";
    }

    @Override
    public String title() {
        return "EMO-DB";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.splits(corpus, Map.of("fold1", 107, "fold2", 81, "fold3", 116, "fold4", 104, "fold5", 127));
    }

    private static final Map<Character, String> EMOTIONS = Map.of(
            'W', "anger",
            'L', "boredom",
            'E', "disgust",
            'A', "fear",
            'F', "happiness",
            'T', "sadness",
            'N', "neutral");

    /** The women are 08, 09, 13, 14 and 16. */
    private static final List<List<String>> FOLDS = List.of(
            List.of("03", "08"), List.of("10", "09"), List.of("11", "13"), List.of("12", "14"), List.of("15", "16"));

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        files.eachRecording(files.folder("wav"), file -> {
            String stem = LayoutFiles.stem(file);
            String emotion = stem.length() == 7 ? EMOTIONS.get(stem.charAt(5)) : null;
            if (emotion == null) {
                throw new UserError(
                        file + ": wanted a name like 03a01Fa, with an emotion's letter in the sixth place.",
                        "Remove what is not of EMO-DB.");
            }
            String speaker = stem.substring(0, 2);
            utterances.add(new Utterance(
                    files.id(FOLDER, file),
                    file,
                    0,
                    "EMO-" + speaker,
                    fold(speaker, file),
                    Map.of("label", emotion, "text_code", stem.substring(2, 5))));
        });
        return CorpusDigest.corpus(name(), utterances);
    }

    private static String fold(String speaker, Path file) {
        for (int k = 0; k < FOLDS.size(); k++) {
            if (FOLDS.get(k).contains(speaker)) {
                return "fold" + (k + 1);
            }
        }
        throw new UserError(file + ": EMO-DB has no speaker " + speaker + ".", "Remove what is not of EMO-DB.");
    }
}
