package org.speechbench.datasets.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Speech Commands (Warden, 2018): {@code WORD/SPEAKER_nohash_TAKE.wav}; {@code validation_list.txt} gives dev,
 * {@code testing_list.txt} gives test, and all else is train. If the folder of the official test set is beside that of
 * the corpus, test is that set, and the recordings in the testing list are not used, as in SUPERB. The labels are
 * {@code label}, the word, and {@code superb_label}: ten keywords, {@code _unknown_} and {@code _silence_}. SUPERB
 * crops silence at random from the recordings in {@code _background_noise_}; here every whole second of them is an
 * utterance, one in ten for dev, and one in ten for test if there is no test set.
 */
abstract class SpeechCommands extends OfficialLayout {
    private static final List<String> KEYWORDS =
            List.of("yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go");
    private static final String UNKNOWN = "_unknown_";
    private static final String SILENCE = "_silence_";
    private static final String NOISE = "SC-noise";
    private static final String NOISES = "_background_noise_";

    /** All recordings of the corpus have one channel of 16 bits at 16 kHz. */
    private static final int HEADER_BYTES = 44;

    private static final int PIECES = 10;
    private static final String TEST_SET = "speech_commands_test_set_v";

    private static final int NOISE_RECORDINGS = 6;

    private final String version;
    private final int testSet;

    /**
     * @param published the numbers of recordings of words, with those of the testing list for test
     * @param testSet the number in the official test set, with silence and unknown words
     */
    SpeechCommands(String version, String name, Map<String, Integer> published, int testSet) {
        super(name, "Speech Commands v" + version, published, "speech_commands_v" + version);
        this.version = version;
        this.testSet = testSet;
    }

    /** Words are counted apart from the recordings from which pieces of silence are cut. */
    @Override
    public final List<PartCount> counts(Corpus corpus) {
        boolean official = corpus.split("test").stream().anyMatch(u -> u.id().startsWith(TEST_SET));
        long noises = corpus.utterances().stream()
                .filter(Utterance::part)
                .map(Utterance::audio)
                .distinct()
                .count();
        List<PartCount> parts = new ArrayList<>();
        for (PartCount part : super.counts(corpus.filter(u -> !u.part()))) {
            boolean other = official && part.name().equals("test");
            parts.add(other ? new PartCount(part.name(), part.there(), testSet) : part);
        }
        parts.add(new PartCount(NOISES, (int) noises, NOISE_RECORDINGS));
        return parts;
    }

    @Override
    final List<Utterance> utterances(LayoutFiles files) {
        String beside = TEST_SET + version;
        Path testSet = files.root().resolveSibling(beside);
        boolean official = Files.isDirectory(testSet);
        List<Utterance> utterances = new ArrayList<>(words(files, official));
        utterances.addAll(silence(files, official));
        if (official) {
            utterances.addAll(testSet(new LayoutFiles(files.title(), beside, testSet, files.bad(), files.progress())));
        }
        return LayoutFiles.sorted(utterances);
    }

    private static List<Utterance> words(LayoutFiles files, boolean official) {
        Set<String> dev = names(files, "validation_list.txt");
        Set<String> test = names(files, "testing_list.txt");
        List<Utterance> words = new ArrayList<>();
        files.eachRecording("", file -> {
            String path = files.path(file);
            String[] parts = path.split("/");
            String name = LayoutFiles.withoutEnding(path);
            if (parts.length != 2 || parts[0].startsWith("_") || (official && test.contains(name))) {
                return;
            }
            String split = dev.contains(name) ? "dev" : test.contains(name) ? "test" : "train";
            String keyword = KEYWORDS.contains(parts[0]) ? parts[0] : UNKNOWN;
            words.add(files.utterance(file, speaker(files, file), split, labels(parts[0], keyword)));
        });
        return words;
    }

    /** The names in a list, without extensions, since the extensions of recordings may be written differently. */
    private static Set<String> names(LayoutFiles files, String list) {
        return files.lines(list).stream()
                .map(line -> LayoutFiles.withoutEnding(line.strip().replace('\\', '/')))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> labels(String word, String keyword) {
        return Map.of("label", word, "superb_label", keyword);
    }

    private static String speaker(LayoutFiles files, Path file) {
        String name = String.valueOf(file.getFileName());
        int hash = name.indexOf("_nohash_");
        if (hash < 1) {
            throw files.badName(file, "0a7c2a8d_nohash_0");
        }
        return "SC-" + name.substring(0, hash);
    }

    /** The whole seconds of noise. */
    private static List<Utterance> silence(LayoutFiles files, boolean official) {
        List<Utterance> pieces = new ArrayList<>();
        Path folder = files.root().resolve(NOISES);
        if (!Files.isDirectory(folder)) {
            return pieces;
        }
        for (Path file : files.recordings(folder)) {
            long seconds = samples(file) / Waveform.SAMPLE_RATE;
            for (int i = 0; i < seconds; i++) {
                long start = (long) i * Waveform.SAMPLE_RATE;
                pieces.add(new Utterance(
                        files.id(file) + "#" + start,
                        file,
                        start,
                        Waveform.SAMPLE_RATE,
                        NOISE,
                        split(i, official),
                        labels(SILENCE, SILENCE)));
            }
        }
        return pieces;
    }

    private static String split(int piece, boolean official) {
        if (piece % PIECES == 0) {
            return "dev";
        }
        return piece % PIECES == PIECES / 2 && !official ? "test" : "train";
    }

    private static long samples(Path file) {
        try {
            return (Files.size(file) - HEADER_BYTES) / Short.BYTES;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** The official test set has one folder for each class of SUPERB. */
    private static List<Utterance> testSet(LayoutFiles files) {
        List<Utterance> utterances = new ArrayList<>();
        files.eachRecording("", file -> {
            String label = files.root().relativize(file).getName(0).toString();
            String speaker = label.equals(SILENCE) ? NOISE : speaker(files, file);
            utterances.add(files.utterance(file, speaker, "test", labels(label, label)));
        });
        return utterances;
    }
}
