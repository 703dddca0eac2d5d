package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * VoxCeleb1 (Nagrani et al., Interspeech 2017), verification: {@code veri_test.txt}, or {@code voxceleb1_test_v2.txt},
 * which is the name of the same list in SUPERB, has the trials of Vox1-O as
 * {@code 1 id10270/VIDEO/00001.wav id10270/VIDEO/00002.wav}; the recordings that they name are test. The speakers in
 * {@code dev/wav}, or in {@code wav} if all recordings are there, are used for training if they are in no trial, except
 * for every twentieth: these are dev, since nothing may be chosen on test. SUPERB has no dev split.
 */
public final class VoxCeleb1Verification extends OfficialLayout {
    private static final List<String> TRIALS = List.of("veri_test.txt", "voxceleb1_test_v2.txt");
    private static final List<String> TRAINED = List.of("dev/wav", "wav");
    private static final int DEV_SPEAKERS = 20;

    public VoxCeleb1Verification() {
        super(
                "voxceleb1_verification",
                "VoxCeleb1 verification",
                Map.of(TRAIN_AND_DEV, 148_642, "test", 4_715),
                VoxCeleb1.FOLDERS);
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        Set<String> named = new TreeSet<>();
        eachTrial(files, (pair, line) -> named.addAll(pair));
        Set<String> heldOut = named.stream().map(VoxCeleb1::speaker).collect(Collectors.toSet());
        List<Utterance> utterances = new ArrayList<>(trained(files, heldOut));
        for (String name : named) {
            utterances.add(VoxCeleb1.utterance(files, VoxCeleb1.place(files.root(), name), name, "test"));
        }
        return LayoutFiles.sorted(utterances);
    }

    private static List<Utterance> trained(LayoutFiles files, Set<String> heldOut) {
        Map<String, Map<String, Path>> bySpeaker = new TreeMap<>();
        recordings(files).forEach((name, file) -> {
            String speaker = VoxCeleb1.speaker(name);
            if (!heldOut.contains(speaker)) {
                bySpeaker.computeIfAbsent(speaker, s -> new TreeMap<>()).put(name, file);
            }
        });
        List<Utterance> utterances = new ArrayList<>();
        int number = 0;
        for (Map<String, Path> recordings : bySpeaker.values()) {
            String split = ++number % DEV_SPEAKERS == 0 ? "dev" : "train";
            recordings.forEach((name, file) -> utterances.add(VoxCeleb1.utterance(files, file, name, split)));
        }
        return utterances;
    }

    /** The recordings by name; a file that is in both places is one recording. */
    private static Map<String, Path> recordings(LayoutFiles files) {
        List<Path> folders = TRAINED.stream()
                .map(files.root()::resolve)
                .filter(Files::isDirectory)
                .toList();
        if (folders.isEmpty()) {
            throw files.missing(TRAINED.get(0));
        }
        Map<String, Path> byName = new TreeMap<>();
        for (Path folder : folders) {
            for (Path file : files.recordings(folder)) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.indexOf('/') > 0) {
                    byName.putIfAbsent(name, file);
                }
            }
        }
        return byName;
    }

    /** Passes on the names of both recordings of each trial, and its line. */
    private static void eachTrial(LayoutFiles files, BiConsumer<List<String>, String> reader) {
        String list = files.anyOf(TRIALS);
        files.eachLine(list, line -> {
            String[] fields = line.strip().split("\\s+");
            if (fields.length != 3 || !fields[1].contains("/") || !fields[2].contains("/")) {
                throw files.badLine(list, "wanted '1 id10270/VIDEO/00001.wav id10270/VIDEO/00002.wav'", line);
            }
            reader.accept(List.of(fields[1], fields[2]), line);
        });
    }

    /** The trials of Vox1-O, 37,720 in the original list, without those whose recordings are left out. */
    @Override
    public Map<String, String> companions(Path root, Corpus corpus) {
        LayoutFiles files = files(root, BadItems.skipped(Progress.silent()), Progress.silent());
        Set<String> there = corpus.split("test").stream().map(Utterance::id).collect(Collectors.toSet());
        StringBuilder trials = new StringBuilder();
        eachTrial(files, (pair, line) -> {
            if (pair.stream().allMatch(name -> there.contains(files.usual() + "/" + name))) {
                trials.append(line).append('\n');
            }
        });
        return Map.of(".trials.txt", trials.toString());
    }
}
