package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.datasets.corpus.Utterance;

/**
 * VoxCeleb1 (Nagrani et al., Interspeech 2017), identification split: {@code iden_split.txt}, or
 * {@code veri_test_class.txt}, which is the name of the same list in SUPERB, has {@code 1}, {@code 2} or {@code 3} for
 * train, dev and test before each recording, which is in {@code dev/wav}, {@code test/wav} or {@code wav}, as WAV or,
 * where there is none, as M4A. The label is the speaker.
 */
public final class VoxCeleb1 extends OfficialLayout {
    static final String[] FOLDERS = {"VoxCeleb1", "Voxceleb1", "voxceleb1"};
    private static final List<String> LISTS = List.of("iden_split.txt", "veri_test_class.txt");
    private static final Map<String, String> SPLITS = Map.of("1", "train", "2", "dev", "3", "test");
    private static final List<String> PLACES = List.of("dev/wav", "test/wav", "wav");

    public VoxCeleb1() {
        super("voxceleb1", "VoxCeleb1", Map.of("train", 138_361, "dev", 6_904, "test", 8_251), FOLDERS);
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        List<Utterance> utterances = new ArrayList<>();
        String list = files.anyOf(LISTS);
        files.eachLine(list, line -> {
            String[] parts = line.strip().split("\\s+");
            String split = parts.length == 2 ? SPLITS.get(parts[0]) : null;
            if (split == null || !parts[1].contains("/")) {
                throw files.badLine(list, "wanted '1 id10001/VIDEO/00001.wav'", line);
            }
            utterances.add(utterance(files, place(files.root(), parts[1]), parts[1], split));
        });
        return utterances;
    }

    /** An utterance whose id is its name in the lists, wherever the recording is. */
    static Utterance utterance(LayoutFiles files, Path file, String name, String split) {
        String speaker = speaker(name);
        return new Utterance(files.usual() + "/" + name, file, 0, "VOX-" + speaker, split, Map.of("label", speaker));
    }

    static String speaker(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    /**
     * The location of the recording; if it is in none of the places, the first of them, so that a check reports it as
     * missing.
     */
    static Path place(Path root, String name) {
        String compressed = LayoutFiles.withoutEnding(name) + ".m4a";
        return Stream.of(name, compressed)
                .flatMap(
                        file -> PLACES.stream().map(place -> root.resolve(place).resolve(file)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(root.resolve(PLACES.get(0)).resolve(name));
    }
}
