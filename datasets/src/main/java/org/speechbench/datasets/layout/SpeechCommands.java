package org.speechbench.datasets.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.BadItems;
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
abstract class SpeechCommands implements CorpusLayout {
    private static final List<String> KEYWORDS =
            List.of("yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go");
    private static final String UNKNOWN = "_unknown_";
    private static final String SILENCE = "_silence_";
    private static final String NOISE = "SC-noise";

    /** All recordings of the corpus have one channel of 16 bits at 16 kHz. */
    private static final int HEADER_BYTES = 44;

    private static final int PIECES = 10;
    private static final String TEST_SET = "speech_commands_test_set_v";

    private static final int NOISE_RECORDINGS = 6;

    private final String version;
    private final String name;
    private final Published published;

    /**
     * The numbers of recordings of words in a version.
     *
     * @param test the number according to the testing list
     * @param testSet the number in the official test set, with silence and unknown words
     */
    record Published(int train, int dev, int test, int testSet) {}

    SpeechCommands(String version, String name, Published published) {
        this.version = version;
        this.name = name;
        this.published = published;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String title() {
        return "Speech Commands v" + version;
    }

    @Override
    public final List<String> folders() {
        return List.of("speech_commands_v" + version);
    }

    @Override
    public final List<PartCount> counts(Corpus corpus) {
        boolean official = corpus.split("test").stream().anyMatch(u -> u.id().startsWith(TEST_SET));
        return List.of(
                words(corpus, "train", published.train()),
                words(corpus, "dev", published.dev()),
                words(corpus, "test", official ? published.testSet() : published.test()),
                new PartCount("_background_noise_", noises(corpus), NOISE_RECORDINGS));
    }

    private static PartCount words(Corpus corpus, String split, int whole) {
        long there = corpus.split(split).stream().filter(u -> !u.part()).count();
        return new PartCount(split, (int) there, whole);
    }

    /** The recordings from which pieces of silence are cut. */
    private static int noises(Corpus corpus) {
        return (int) corpus.utterances().stream()
                .filter(Utterance::part)
                .map(Utterance::audio)
                .distinct()
                .count();
    }

    @Override
    public final Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        Path testSet = root.resolveSibling(TEST_SET + version);
        boolean official = Files.isDirectory(testSet);
        List<Utterance> utterances = new ArrayList<>(words(files, official));
        utterances.addAll(silence(files, official));
        if (official) {
            utterances.addAll(testSet(new LayoutFiles(title(), testSet, bad, progress)));
        }
        return LayoutFiles.sorted(name(), utterances);
    }

    private List<Utterance> words(LayoutFiles files, boolean official) {
        Set<String> dev = names(files, "validation_list.txt");
        Set<String> test = names(files, "testing_list.txt");
        List<Utterance> words = new ArrayList<>();
        files.eachRecording(files.root(), file -> {
            String path = files.root().relativize(file).toString().replace('\\', '/');
            String[] parts = path.split("/");
            String name = withoutEnding(path);
            if (parts.length != 2 || parts[0].startsWith("_") || (official && test.contains(name))) {
                return;
            }
            String split = dev.contains(name) ? "dev" : test.contains(name) ? "test" : "train";
            String keyword = KEYWORDS.contains(parts[0]) ? parts[0] : UNKNOWN;
            words.add(new Utterance(
                    files.id(folders().get(0), file), file, 0, speaker(file), split, labels(parts[0], keyword)));
        });
        return words;
    }

    /** The names in a list, without extensions, since the extensions of recordings may be written differently. */
    private static Set<String> names(LayoutFiles files, String list) {
        return files.lines(list).stream()
                .map(line -> withoutEnding(line.strip().replace('\\', '/')))
                .collect(Collectors.toSet());
    }

    private static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static Map<String, String> labels(String word, String keyword) {
        return Map.of("label", word, "superb_label", keyword);
    }

    private static String speaker(Path file) {
        String name = LayoutFiles.stem(file);
        int hash = name.indexOf("_nohash_");
        if (hash < 1) {
            throw new UserError(file + ": wanted a name like 0a7c2a8d_nohash_0.wav.", "Remove what is not of it.");
        }
        return "SC-" + name.substring(0, hash);
    }

    /** The whole seconds of noise. */
    private List<Utterance> silence(LayoutFiles files, boolean official) {
        List<Utterance> pieces = new ArrayList<>();
        Path folder = files.root().resolve("_background_noise_");
        if (!Files.isDirectory(folder)) {
            return pieces;
        }
        for (Path file : files.recordings(folder)) {
            long seconds = samples(file) / Waveform.SAMPLE_RATE;
            for (int i = 0; i < seconds; i++) {
                long start = (long) i * Waveform.SAMPLE_RATE;
                pieces.add(new Utterance(
                        files.id(folders().get(0), file) + "#" + start,
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
        files.eachRecording(files.root(), file -> {
            String label = files.root().relativize(file).getName(0).toString();
            String usual = String.valueOf(files.root().getFileName());
            String speaker = label.equals(SILENCE) ? NOISE : speaker(file);
            utterances.add(new Utterance(files.id(usual, file), file, 0, speaker, "test", labels(label, label)));
        });
        return utterances;
    }
}
