package org.speechbench.datasets.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.Utterance;

/**
 * IEMOCAP (Busso et al., 2008) with the four classes and the folds of SUPERB: session k is fold k;
 * {@code SessionK/dialog/EmoEvaluation/*.txt} gives the emotion of every turn, whose recording is
 * {@code SessionK/sentences/wav/DIALOG/TURN.wav}. The classes are neutral, sadness, anger, and happiness together with
 * excitement; everything else is left out.
 */
public final class Iemocap implements CorpusLayout {
    private static final String FOLDER = "IEMOCAP_full_release";

    @Override
    public String name() {
        return "iemocap";
    }

    @Override
    public String title() {
        return "IEMOCAP";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.splits(
                corpus, Map.of("fold1", 1_085, "fold2", 1_023, "fold3", 1_151, "fold4", 1_031, "fold5", 1_241));
    }

    private static final int SESSIONS = 5;
    private static final Map<String, String> EMOTIONS =
            Map.of("neu", "neutral", "hap", "happiness", "exc", "happiness", "ang", "anger", "sad", "sadness");
    private static final Pattern TURN = Pattern.compile("\\[[^]]*]\\t(\\S+)_([FM])(\\S*)\\t(\\w+)\\t\\[[^]]*]");

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        for (int session = 1; session <= SESSIONS; session++) {
            Path dialogs = files.folder("Session" + session + "/dialog/EmoEvaluation");
            for (Path dialog : texts(dialogs)) {
                String name = root.relativize(dialog).toString();
                for (String line : files.lines(name)) {
                    Matcher m = TURN.matcher(line);
                    if (m.matches() && EMOTIONS.containsKey(m.group(4))) {
                        utterances.add(utterance(files, session, m));
                    }
                }
            }
        }
        return CorpusDigest.corpus(name(), utterances);
    }

    private static Utterance utterance(LayoutFiles files, int session, Matcher turn) {
        String dialog = turn.group(1);
        String sex = turn.group(2);
        Path file = files.root()
                .resolve("Session" + session + "/sentences/wav")
                .resolve(dialog)
                .resolve(dialog + "_" + sex + turn.group(3) + ".wav");
        return new Utterance(
                files.id(FOLDER, file),
                file,
                0,
                "IEMOCAP-" + session + sex,
                "fold" + session,
                Map.of("label", EMOTIONS.getOrDefault(turn.group(4), "")));
    }

    private static List<Path> texts(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(f -> f.getFileName().toString().matches("Ses.*\\.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }
}
