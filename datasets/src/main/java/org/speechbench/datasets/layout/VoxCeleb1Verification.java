package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
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
public final class VoxCeleb1Verification implements CorpusLayout {
    private static final String FOLDER = "VoxCeleb1";
    private static final List<String> TRIALS = List.of("veri_test.txt", "voxceleb1_test_v2.txt");
    private static final List<String> TRAINED = List.of("dev/wav", "wav");
    private static final int DEV_SPEAKERS = 20;

    @Override
    public String name() {
        return "voxceleb1_verification";
    }

    @Override
    public String title() {
        return "VoxCeleb1 verification";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER, "Voxceleb1", "voxceleb1");
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return List.of(
                new PartCount(
                        "train and dev",
                        corpus.split("train").size() + corpus.split("dev").size(),
                        148_642),
                new PartCount("test", corpus.split("test").size(), 4_715));
    }

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        Set<String> named = new TreeSet<>();
        String list = files.anyOf(TRIALS);
        files.eachLine(list, line -> {
            String[] fields = fields(root.resolve(list), line);
            named.add(fields[1]);
            named.add(fields[2]);
        });
        Set<String> heldOut = new TreeSet<>();
        named.forEach(name -> heldOut.add(speaker(name)));
        List<Utterance> utterances = new ArrayList<>(trained(files, heldOut));
        for (String name : named) {
            utterances.add(utterance(VoxCeleb1.place(root, name), name, "test"));
        }
        return LayoutFiles.sorted(name(), utterances);
    }

    private static List<Utterance> trained(LayoutFiles files, Set<String> heldOut) {
        Map<String, Map<String, Path>> bySpeaker = new TreeMap<>();
        recordings(files).forEach((name, file) -> {
            if (!heldOut.contains(speaker(name))) {
                bySpeaker.computeIfAbsent(speaker(name), s -> new TreeMap<>()).put(name, file);
            }
        });
        List<Utterance> utterances = new ArrayList<>();
        int number = 0;
        for (Map<String, Path> recordings : bySpeaker.values()) {
            String split = ++number % DEV_SPEAKERS == 0 ? "dev" : "train";
            recordings.forEach((name, file) -> utterances.add(utterance(file, name, split)));
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

    private static Utterance utterance(Path file, String name, String split) {
        return new Utterance(
                FOLDER + "/" + name, file, 0, "VOX-" + speaker(name), split, Map.of("label", speaker(name)));
    }

    private static String speaker(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static String[] fields(Path list, String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length != 3 || !fields[1].contains("/") || !fields[2].contains("/")) {
            throw new UserError(
                    list + ": wanted '1 id10270/VIDEO/00001.wav id10270/VIDEO/00002.wav'; got '" + line + "'.",
                    "Get the list again.");
        }
        return fields;
    }

    /** The trials of Vox1-O, 37,720 in the original list, without those whose recordings are left out. */
    @Override
    public Map<String, String> companions(Path root, Corpus corpus) {
        LayoutFiles files = new LayoutFiles(title(), root, BadItems.skipped(Progress.silent()), Progress.silent());
        Set<String> there = corpus.split("test").stream().map(Utterance::id).collect(Collectors.toSet());
        String list = files.anyOf(TRIALS);
        StringBuilder trials = new StringBuilder();
        files.eachLine(list, line -> {
            String[] fields = fields(root.resolve(list), line);
            if (there.contains(FOLDER + "/" + fields[1]) && there.contains(FOLDER + "/" + fields[2])) {
                trials.append(line).append('\n');
            }
        });
        return Map.of(".trials.txt", trials.toString());
    }
}
