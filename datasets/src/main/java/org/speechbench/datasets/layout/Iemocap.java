package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.Folders;
import org.speechbench.datasets.corpus.Utterance;

/**
 * IEMOCAP (Busso et al., 2008) with the four classes and the folds of SUPERB: session k is fold k;
 * {@code SessionK/dialog/EmoEvaluation/*.txt} gives the emotion of every turn, whose recording is
 * {@code SessionK/sentences/wav/DIALOG/TURN.wav}. The classes are neutral, sadness, anger, and happiness together with
 * excitement; everything else is left out.
 */
public final class Iemocap extends OfficialLayout {
    private static final int SESSIONS = 5;
    private static final Map<String, String> EMOTIONS =
            Map.of("neu", "neutral", "hap", "happiness", "exc", "happiness", "ang", "anger", "sad", "sadness");
    private static final Pattern TURN = Pattern.compile("\\[[^]]*]\\t(\\S+)_([FM])(\\S*)\\t(\\w+)\\t\\[[^]]*]");

    public Iemocap() {
        super(
                "iemocap",
                "IEMOCAP",
                Map.of("fold1", 1_085, "fold2", 1_023, "fold3", 1_151, "fold4", 1_031, "fold5", 1_241),
                "IEMOCAP_full_release");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        List<Utterance> utterances = new ArrayList<>();
        for (int session = 1; session <= SESSIONS; session++) {
            for (Path dialog : texts(files.folder("Session" + session + "/dialog/EmoEvaluation"))) {
                for (String line : files.lines(files.path(dialog))) {
                    Matcher m = TURN.matcher(line);
                    if (m.matches() && EMOTIONS.containsKey(m.group(4))) {
                        utterances.add(utterance(files, session, m));
                    }
                }
            }
        }
        return utterances;
    }

    private static Utterance utterance(LayoutFiles files, int session, Matcher turn) {
        String dialog = turn.group(1);
        String sex = turn.group(2);
        Path file = files.root()
                .resolve("Session" + session + "/sentences/wav")
                .resolve(dialog)
                .resolve(dialog + "_" + sex + turn.group(3) + ".wav");
        return files.utterance(
                file,
                "IEMOCAP-" + session + sex,
                "fold" + session,
                Map.of("label", EMOTIONS.getOrDefault(turn.group(4), "")));
    }

    private static List<Path> texts(Path folder) {
        return Folders.entries(folder).stream()
                .filter(f -> f.getFileName().toString().matches("Ses.*\\.txt"))
                .toList();
    }
}
