package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * The whole way of experiments/first-real.yaml: corpora from a mirror on this machine, in the official formats and very small,
 * LibriSpeech that is on disk already, then {@code prepare} and {@code run}. Voices are those of the bundled corpus.
 */
class FirstRealTest {
    private static final Path BUNDLED = Home.find().syntheticCorpus();
    private static final String AN4 = "an4_sphere.tar.gz";
    private static final String EMODB = "emodb.zip";
    private static final String FSDD = "free-spoken-digit-dataset-1.0.10.tar.gz";
    private static final List<String> ACTORS = List.of("03", "08", "09", "10", "11", "12", "13", "14", "15", "16");

    private final Shell shell = new Shell();
    private final AudioReader reader = new AudioReader();
    private final Map<String, byte[]> served = new LinkedHashMap<>();

    @TempDir
    Path data;

    private CorpusMirror mirror;

    @BeforeEach
    void serve() throws IOException {
        served.put(AN4, CorpusMirror.tar(an4()));
        served.put(EMODB, zip(emodb()));
        served.put(FSDD, CorpusMirror.tar(fsdd()));
        mirror = new CorpusMirror(served);
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    @Test
    void corpora_that_are_downloaded_and_prepared_give_scores_with_nothing_done_by_hand() throws IOException {
        for (String corpus : List.of("an4", "emodb", "fsdd")) {
            shell.prints("data", "get", corpus, "--data", data, "--mirror", mirror.address());
        }
        librispeech(data.resolve("LibriSpeech/dev-clean"));
        for (String corpus : List.of("librispeech", "emodb", "fsdd")) {
            shell.prints("prepare", corpus, "--data", data);
        }
        shell.prints("prepare", "an4", "--data", data, "--lexicon", lexicon());

        Path out = data.resolve("out");
        assertThat(shell.run(
                        "run",
                        Home.find().root().resolve("experiments/first-real.yaml"),
                        "--data",
                        data,
                        "--out",
                        out,
                        "--upstreams",
                        "fbank,fast_hubert",
                        "--precision",
                        "fp32",
                        "--set",
                        "pretrain.fast_hubert.steps=2",
                        "--set",
                        "pretrain.fast_hubert.batch_seconds=8",
                        "--set",
                        "pretrain.fast_hubert.targets.clusters=8",
                        "--set",
                        "pretrain.fast_hubert.crop_seconds=1",
                        "--set",
                        "tasks.pr.steps=2",
                        "--set",
                        "tasks.asr.steps=2",
                        "--set",
                        "tasks.sid.steps=2",
                        "--set",
                        "tasks.er.steps=2",
                        "--set",
                        "tasks.ks.steps=2"))
                .as(shell.err())
                .isZero();
        List<ResultRow> scores = new ResultStore(new RunDirectory(out).results())
                .rows().stream()
                        .filter(row -> row.is(RowKind.SCORE) && row.ok())
                        .toList();
        assertThat(scores.stream().map(row -> row.upstream() + " " + row.task()).distinct())
                .containsExactlyInAnyOrder(
                        "fbank pr",
                        "fbank asr",
                        "fbank sid",
                        "fbank er",
                        "fbank ks",
                        "fast_hubert pr",
                        "fast_hubert asr",
                        "fast_hubert sid",
                        "fast_hubert er",
                        "fast_hubert ks");
        assertThat(new RunDirectory(out).provenance())
                .content()
                .contains(
                        "an4:speaker:train=train+dev+test,dev=0.1,test=0.2 by utterance",
                        "librispeech:train=dev-clean,dev=0.1");
    }

    /** Sixteen speakers with the transcripts that they say, in NIST SPHERE. */
    private Map<String, byte[]> an4() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, List<String>> lists = Map.of("train", new ArrayList<>(), "test", new ArrayList<>());
        Map<String, List<String>> texts = Map.of("train", new ArrayList<>(), "test", new ArrayList<>());
        int at = 0;
        for (Map.Entry<String, List<Utterance>> speaker : bySpeaker("asr.tsv").entrySet()) {
            String part = at++ % 4 == 3 ? "test" : "train";
            String folder = part.equals("test") ? "an4test_clstk" : "an4_clstk";
            String name = speaker.getKey().toLowerCase(Locale.ROOT).replace("-", "");
            for (Utterance u : speaker.getValue().subList(0, 4)) {
                String id = "an" + speaker.getValue().indexOf(u) + "-" + name + "-b";
                lists.get(part).add(folder + "/" + name + "/" + id);
                texts.get(part).add("<s> " + u.label("transcript") + " </s> (" + id + ")");
                files.put("an4/wav/" + folder + "/" + name + "/" + id + ".sph", sphere(u));
            }
        }
        lists.forEach((part, lines) -> files.put("an4/etc/an4_" + part + ".fileids", text(lines)));
        texts.forEach((part, lines) -> files.put("an4/etc/an4_" + part + ".transcription", text(lines)));
        return files;
    }

    private Map<String, byte[]> emodb() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, String> letters = Map.of("anger", "W", "happiness", "F", "neutral", "N", "sadness", "T");
        int at = 0;
        for (List<Utterance> speaker : bySpeaker("er.tsv").values()) {
            String actor = ACTORS.get(at++ % ACTORS.size());
            for (Map.Entry<String, String> letter : letters.entrySet()) {
                Utterance u = speaker.stream()
                        .filter(one -> one.label("label").equals(letter.getKey()))
                        .findFirst()
                        .orElseThrow();
                files.put("wav/" + actor + "a01" + letter.getValue() + "a.wav", wav(u, 16_000));
            }
        }
        return files;
    }

    private Map<String, byte[]> fsdd() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Utterance> some = bySpeaker("asr.tsv").values().iterator().next();
        for (int digit = 0; digit < 2; digit++) {
            for (int take = 0; take < 10; take++) {
                byte[] sound = wav(some.get(10 * digit + take), 8_000);
                files.put("free-spoken-digit-dataset-1.0.10/recordings/" + digit + "_anna_" + take + ".wav", sound);
            }
        }
        return files;
    }

    private void librispeech(Path root) throws IOException {
        int number = 84;
        for (List<Utterance> speaker : bySpeaker("asr.tsv").values()) {
            Path chapter = Files.createDirectories(root.resolve(number + "/1"));
            List<String> texts = new ArrayList<>();
            for (Utterance u : speaker.subList(0, 4)) {
                String id = number + "-1-000" + speaker.indexOf(u);
                Files.copy(u.audio(), chapter.resolve(id + ".flac"));
                texts.add(id + " " + u.label("transcript"));
            }
            Files.write(chapter.resolve(number + "-1.trans.txt"), text(texts));
            number++;
        }
    }

    /** Every word spelled, with a vowel for every letter. */
    private Path lexicon() throws IOException {
        TreeSet<String> words = new TreeSet<>();
        corpus("asr.tsv")
                .forEach(u -> words.addAll(List.of(u.label("transcript").split(" "))));
        return Files.write(
                data.resolve("spelled.dict"),
                text(words.stream()
                        .map(word -> word + " AA1".repeat(word.length()))
                        .toList()));
    }

    private static Map<String, List<Utterance>> bySpeaker(String manifest) {
        return corpus(manifest).stream()
                .collect(Collectors.groupingBy(Utterance::speaker, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Utterance> corpus(String manifest) {
        Path file = BUNDLED.resolve("manifests").resolve(manifest);
        return ManifestCorpus.read("bundled", file, BUNDLED, BadItems.of(false, Progress.silent()))
                .utterances();
    }

    private ByteBuffer samples(Utterance u, int step) {
        float[] samples = reader.read(u.audio()).samples();
        ByteBuffer bytes = ByteBuffer.allocate(2 * (samples.length / step)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; bytes.hasRemaining(); i += step) {
            bytes.putShort((short) (samples[i] * Short.MAX_VALUE));
        }
        return bytes;
    }

    private byte[] sphere(Utterance u) {
        byte[] samples = samples(u, 1).array();
        String header = "NIST_1A\n   1024\nsample_count -i " + samples.length / 2
                + "\nsample_rate -i 16000\nchannel_count -i 1\nsample_n_bytes -i 2\nsample_byte_format -s2 01\n"
                + "sample_sig_bits -i 16\nsample_coding -s3 pcm\nend_head\n";
        return ByteBuffer.allocate(1024 + samples.length)
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .position(1024)
                .put(samples)
                .array();
    }

    private byte[] wav(Utterance u, int rate) throws IOException {
        return CorpusMirror.wav(samples(u, 16_000 / rate).array(), rate);
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
