package org.speechbench.core.corpus.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;

/**
 * VoxCeleb1 (Nagrani et al., Interspeech 2017), verification: {@code veri_test.txt} lists the trials of Vox1-O as {@code 1
 * id10270/VIDEO/00001.wav id10270/VIDEO/00002.wav}; what they name is test. The speakers in {@code dev/wav} are trained on,
 * but for every twentieth: those are dev, since nothing may be chosen on test. SUPERB has no dev.
 */
public final class VoxCeleb1Verification implements CorpusLayout {
    private static final String FOLDER = "VoxCeleb1";
    private static final String TRIALS = "veri_test.txt";
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
        return List.of(FOLDER);
    }

    @Override
    public Map<String, Integer> complete() {
        return Map.of("test", 4_708);
    }

    @Override
    public Corpus read(Path root, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, progress);
        Set<String> named = new TreeSet<>();
        for (String line : files.lines(TRIALS)) {
            String[] fields = fields(root, line);
            named.add(fields[1]);
            named.add(fields[2]);
        }
        Set<String> heldOut = new TreeSet<>();
        named.forEach(name -> heldOut.add(speaker(name)));
        List<Utterance> utterances = new ArrayList<>(trained(files, heldOut));
        for (String name : named) {
            utterances.add(utterance(VoxCeleb1.place(root, name), name, "test"));
        }
        return LayoutFiles.sorted(name(), utterances);
    }

    private static List<Utterance> trained(LayoutFiles files, Set<String> heldOut) {
        Path folder = files.folder("dev/wav");
        Map<String, List<Path>> bySpeaker = new TreeMap<>();
        for (Path file : files.recordings(folder)) {
            String speaker = folder.relativize(file).getName(0).toString();
            if (!heldOut.contains(speaker)) {
                bySpeaker.computeIfAbsent(speaker, s -> new ArrayList<>()).add(file);
            }
        }
        List<Utterance> utterances = new ArrayList<>();
        int number = 0;
        for (List<Path> recordings : bySpeaker.values()) {
            String split = ++number % DEV_SPEAKERS == 0 ? "dev" : "train";
            recordings.forEach(file -> utterances.add(
                    utterance(file, folder.relativize(file).toString().replace('\\', '/'), split)));
        }
        return utterances;
    }

    private static Utterance utterance(Path file, String name, String split) {
        return new Utterance(
                FOLDER + "/" + name, file, 0, "VOX-" + speaker(name), split, Map.of("label", speaker(name)));
    }

    private static String speaker(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static String[] fields(Path root, String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length != 3 || !fields[1].contains("/") || !fields[2].contains("/")) {
            throw new UserError(
                    root.resolve(TRIALS) + ": wanted '1 id10270/VIDEO/00001.wav id10270/VIDEO/00002.wav'; got '" + line
                            + "'.",
                    "Get the list again.");
        }
        return fields;
    }

    /** The trials of Vox1-O, 37,720 in the original list. */
    @Override
    public Map<String, String> companions(Path root, Corpus corpus) {
        List<String> lines = new LayoutFiles(title(), root, Progress.silent()).lines(TRIALS);
        return Map.of(".trials.txt", String.join("\n", lines) + "\n");
    }
}
