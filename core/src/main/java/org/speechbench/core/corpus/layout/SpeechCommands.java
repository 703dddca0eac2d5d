package org.speechbench.core.corpus.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.CorpusDigest;
import org.speechbench.core.corpus.Utterance;

/**
 * Speech Commands v0.01 (Warden, 2017): {@code WORD/SPEAKER_nohash_TAKE.wav}; {@code validation_list.txt} is dev, {@code
 * testing_list.txt} test, all else train. Labels {@code label}, the word, and {@code superb_label}: ten keywords and {@code
 * _unknown_}. Silence, which SUPERB cuts from {@code _background_noise_}, is not made.
 */
public final class SpeechCommands implements CorpusLayout {
    private static final String FOLDER = "speech_commands_v0.01";

    @Override
    public String name() {
        return "speech_commands_v001";
    }

    @Override
    public String title() {
        return "Speech Commands v0.01";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public Map<String, Integer> complete() {
        return Map.of();
    }

    private static final List<String> KEYWORDS =
            List.of("yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go");
    private static final String UNKNOWN = "_unknown_";

    @Override
    public Corpus read(Path root, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root);
        Set<String> dev = new HashSet<>(files.lines("validation_list.txt"));
        Set<String> test = new HashSet<>(files.lines("testing_list.txt"));
        List<Utterance> utterances = new ArrayList<>();
        for (Path file : files.recordings(root)) {
            String name = root.relativize(file).toString().replace('\\', '/');
            String[] parts = name.split("/");
            int hash = parts[parts.length - 1].indexOf("_nohash_");
            if (parts.length != 2 || parts[0].startsWith("_")) {
                continue;
            }
            if (hash < 1) {
                throw new UserError(file + ": wanted a name like 0a7c2a8d_nohash_0.wav.", "Remove what is not of it.");
            }
            String split = dev.contains(name) ? "dev" : test.contains(name) ? "test" : "train";
            String keyword = KEYWORDS.contains(parts[0]) ? parts[0] : UNKNOWN;
            utterances.add(new Utterance(
                    files.id(FOLDER, file),
                    file,
                    0,
                    "SC-" + parts[1].substring(0, hash),
                    split,
                    Map.of("label", parts[0], "superb_label", keyword)));
        }
        return CorpusDigest.corpus(name(), utterances);
    }
}
