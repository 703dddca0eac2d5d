package org.speechbench.core.corpus.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;

/**
 * Libri2Mix (Cosentino et al., 2020) as SUPERB prepares it for diarization, in Kaldi's form: {@code train}, {@code dev} and
 * {@code test}, by themselves or in {@code data}, each with {@code wav.scp} and {@code rttm}. A recording that is not where
 * {@code wav.scp} says is looked for below the root by the end of its path from {@code wav16k} on. The label {@code turns}
 * has the turns of both speakers as {@code SPEAKER:START-END}, in seconds.
 */
public final class Libri2Mix implements CorpusLayout {
    private static final String FOLDER = "Libri2Mix";
    private static final List<String> SPLITS = List.of("train", "dev", "test");
    private static final int RTTM_FIELDS = 8;

    @Override
    public String name() {
        return "libri2mix";
    }

    @Override
    public String title() {
        return "Libri2Mix";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public Map<String, Integer> complete() {
        return Map.of("train", 13_900, "dev", 3_000, "test", 3_000);
    }

    @Override
    public Corpus read(Path root, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, progress);
        List<Utterance> utterances = new ArrayList<>();
        for (String split : SPLITS) {
            String folder = Files.isDirectory(root.resolve("data")) ? "data/" + split : split;
            Map<String, List<String>> turns = turns(files, folder + "/rttm");
            for (String line : files.lines(folder + "/wav.scp")) {
                String[] fields = line.strip().split("\\s+", 2);
                List<String> own = fields.length == 2 ? turns.get(fields[0]) : null;
                if (own == null) {
                    throw new UserError(
                            root.resolve(folder) + ": '" + line + "' of wav.scp has no turns in rttm.",
                            "Prepare it again.");
                }
                utterances.add(utterance(files, split, recording(root, fields[1]), own));
            }
        }
        return LayoutFiles.sorted(name(), utterances);
    }

    private static Utterance utterance(LayoutFiles files, String split, Path file, List<String> turns) {
        String speaker = turns.get(0).substring(0, turns.get(0).indexOf(':'));
        return new Utterance(
                files.id(FOLDER, file), file, 0, "LM-" + speaker, split, Map.of("turns", String.join(" ", turns)));
    }

    /** By mixture: {@code SPEAKER MIXTURE 1 START DURATION <NA> <NA> NAME <NA>}. */
    private static Map<String, List<String>> turns(LayoutFiles files, String name) {
        Map<String, List<String>> turns = new HashMap<>();
        for (String line : files.lines(name)) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length < RTTM_FIELDS) {
                throw new UserError(
                        files.root().resolve(name) + ": wanted a turn like 'SPEAKER MIXTURE 1 0.5 1.2 <NA> <NA> NAME';"
                                + " got '" + line + "'.",
                        "Prepare it again.");
            }
            double start = Double.parseDouble(fields[3]);
            double end = start + Double.parseDouble(fields[4]);
            turns.computeIfAbsent(fields[1], m -> new ArrayList<>())
                    .add(String.format(Locale.ROOT, "%s:%.3f-%.3f", fields[7], start, end));
        }
        return turns;
    }

    private static Path recording(Path root, String listed) {
        Path file = root.resolve(listed);
        String path = listed.replace('\\', '/');
        int from = path.lastIndexOf("wav16k/");
        return Files.isRegularFile(file) || from < 0 ? file : root.resolve(path.substring(from));
    }
}
