package org.speechbench.datasets.layout;

import java.nio.file.Files;
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
 * VoxCeleb1 (Nagrani et al., Interspeech 2017), identification split: {@code iden_split.txt}, or
 * {@code veri_test_class.txt}, which is the name of the same list in SUPERB, has {@code 1}, {@code 2} or {@code 3} for
 * train, dev and test before each recording, which is in {@code dev/wav}, {@code test/wav} or {@code wav}. The label is
 * the speaker.
 */
public final class VoxCeleb1 implements CorpusLayout {
    private static final String FOLDER = "VoxCeleb1";
    private static final List<String> LISTS = List.of("iden_split.txt", "veri_test_class.txt");
    private static final Map<String, String> SPLITS = Map.of("1", "train", "2", "dev", "3", "test");
    private static final List<String> PLACES = List.of("dev/wav", "test/wav", "wav");

    @Override
    public String name() {
        return "voxceleb1";
    }

    @Override
    public String title() {
        return "VoxCeleb1";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER, "Voxceleb1", "voxceleb1");
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.splits(corpus, Map.of("train", 138_361, "dev", 6_904, "test", 8_251));
    }

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        String list = files.anyOf(LISTS);
        files.eachLine(list, line -> {
            String[] parts = line.strip().split("\\s+");
            String split = parts.length == 2 ? SPLITS.get(parts[0]) : null;
            if (split == null || !parts[1].contains("/")) {
                throw new UserError(
                        root.resolve(list) + ": wanted '1 id10001/VIDEO/00001.wav'; got '" + line + "'.",
                        "Get the list again.");
            }
            String speaker = parts[1].substring(0, parts[1].indexOf('/'));
            Path file = place(root, parts[1]);
            utterances.add(
                    new Utterance(FOLDER + "/" + parts[1], file, 0, "VOX-" + speaker, split, Map.of("label", speaker)));
        });
        return CorpusDigest.corpus(name(), utterances);
    }

    /**
     * The location of the recording; if it is in none of the places, the first of them, so that a check reports it as
     * missing.
     */
    static Path place(Path root, String name) {
        return PLACES.stream()
                .map(place -> root.resolve(place).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(root.resolve(PLACES.get(0)).resolve(name));
    }
}
