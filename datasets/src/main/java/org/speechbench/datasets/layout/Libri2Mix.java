package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Libri2Mix (Cosentino et al., 2020), at 16 kHz, with mixtures of maximum length and noise, as produced for diarization
 * by SUPERB's recipe (s3prl/LibriMix). It is read either in Kaldi's form, which its {@code prepare_diarization.py}
 * writes: {@code train}, {@code dev} and {@code test}, on their own or in {@code data}, each with {@code wav.scp} and
 * {@code rttm}; or in the form produced by {@code generate_librimix_sd.sh}:
 * {@code wav16k/max/metadata/mixture_SUBSET_mix_both.csv}, with the turns of LibriSpeech's utterances in the recipe's
 * {@code metadata/LibriSpeech/*.rttm}, which is below the folder of the corpus or in {@code LibriMix} beside it.
 * Recordings are looked up below the root by the part of their listed paths from {@code wav16k} on. The label
 * {@code turns} contains the turns of both speakers as {@code SPEAKER:START-END}, in seconds.
 */
public final class Libri2Mix extends OfficialLayout {
    /** The number of fields of a line of RTTM up to the name of the speaker. */
    private static final int RTTM_FIELDS = 8;

    private static final List<String> SPLITS = List.of("train", "dev", "test");
    private static final List<String> LISTS = List.of("data/train/wav.scp", "train/wav.scp");
    private static final Map<String, String> MIXTURES = Map.of(
            "train",
            "mixture_train-100_mix_both.csv",
            "dev",
            "mixture_dev_mix_both.csv",
            "test",
            "mixture_test_mix_both.csv");
    private static final Map<String, String> TURNS =
            Map.of("train", "train_clean_100.rttm", "dev", "dev_clean.rttm", "test", "test_clean.rttm");
    private static final String METADATA = "wav16k/max/metadata/";
    private static final List<String> TURN_FOLDERS =
            List.of("metadata/LibriSpeech/", "../LibriMix/metadata/LibriSpeech/");

    public Libri2Mix() {
        super("libri2mix", "Libri2Mix", Map.of("train", 13_900, "dev", 3_000, "test", 3_000), "Libri2Mix");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        String made = METADATA + MIXTURES.get("train");
        String list = files.anyOf(List.of(LISTS.get(0), LISTS.get(1), made));
        List<Utterance> utterances = new ArrayList<>();
        for (String split : SPLITS) {
            utterances.addAll(list.equals(made) ? made(files, split) : kaldi(files, list, split));
        }
        return LayoutFiles.sorted(utterances);
    }

    private static List<Utterance> kaldi(LayoutFiles files, String first, String split) {
        String folder = (first.startsWith("data/") ? "data/" : "") + split;
        Map<String, List<String>> turns = turns(files, folder + "/rttm");
        List<Utterance> utterances = new ArrayList<>();
        files.eachLine(folder + "/wav.scp", line -> {
            String[] fields = line.strip().split("\\s+", 2);
            List<String> own = fields.length == 2 ? turns.get(fields[0]) : null;
            if (own == null) {
                throw new UserError(
                        files.root().resolve(folder) + ": '" + line + "' of wav.scp has no turns in rttm.",
                        "Prepare it again.");
            }
            utterances.add(utterance(files, split, fields[1], own));
        });
        return utterances;
    }

    private static List<Utterance> made(LayoutFiles files, String split) {
        String name = METADATA + MIXTURES.get(split);
        Map<String, List<String>> turns = sources(files, split);
        List<Utterance> utterances = new ArrayList<>();
        files.eachRow(name, List.of("mixture_ID", "mixture_path"), row -> {
            String mixture = row.get("mixture_ID");
            List<String> own = new ArrayList<>();
            for (String source : mixture.split("_")) {
                own.addAll(turns.getOrDefault(source, List.of()));
            }
            if (own.isEmpty()) {
                throw new UserError(
                        files.root().resolve(name) + ": there are no turns of the mixture " + mixture + ".",
                        "Use the lists that came with the recipe.");
            }
            utterances.add(utterance(files, split, row.get("mixture_path"), own));
        });
        return utterances;
    }

    /** The turns by utterance, {@code SPEAKER-CHAPTER-NUMBER}; the recipe's lists omit the speaker from its name. */
    private static Map<String, List<String>> sources(LayoutFiles files, String split) {
        String list = files.anyOf(
                TURN_FOLDERS.stream().map(folder -> folder + TURNS.get(split)).toList());
        Map<String, List<String>> turns = new HashMap<>();
        turns(files, list).forEach((name, own) -> {
            turns.put(speaker(own) + "-" + name, own);
        });
        return turns;
    }

    private static Utterance utterance(LayoutFiles files, String split, String listed, List<String> turns) {
        Path file = recording(files.root(), listed);
        return files.utterance(file, "LM-" + speaker(turns), split, Map.of("turns", String.join(" ", turns)));
    }

    /** The path below the root, wherever the corpus was created; the listed path if the recording exists only there. */
    private static Path recording(Path root, String listed) {
        Path file = root.resolve(listed);
        String path = listed.replace('\\', '/');
        int from = path.lastIndexOf("wav16k/");
        if (from < 0) {
            return file;
        }
        Path below = root.resolve(path.substring(from));
        return Files.isRegularFile(below) || !Files.isRegularFile(file) ? below : file;
    }

    /**
     * The turns of each recording, as {@code NAME:START-END}, from RTTM:
     * {@code SPEAKER RECORDING 1 START DURATION <NA> <NA> NAME <NA>}, in seconds.
     */
    private static Map<String, List<String>> turns(LayoutFiles files, String name) {
        Map<String, List<String>> turns = new HashMap<>();
        files.eachLine(name, line -> {
            String[] fields = line.strip().split("\\s+");
            if (fields.length < RTTM_FIELDS || !isNumber(fields[3]) || !isNumber(fields[4])) {
                throw files.badLine(name, "wanted a turn like 'SPEAKER MIXTURE 1 0.5 1.2 <NA> <NA> NAME'", line);
            }
            double start = Double.parseDouble(fields[3]);
            double end = start + Double.parseDouble(fields[4]);
            turns.computeIfAbsent(fields[1], m -> new ArrayList<>())
                    .add(String.format(Locale.ROOT, "%s:%.3f-%.3f", fields[7], start, end));
        });
        return turns;
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d+(\\.\\d+)?([eE]-?\\d+)?");
    }

    private static String speaker(List<String> turns) {
        return turns.get(0).substring(0, turns.get(0).indexOf(':'));
    }
}
