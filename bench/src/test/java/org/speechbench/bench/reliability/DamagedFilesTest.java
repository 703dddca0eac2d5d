package org.speechbench.bench.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.ClipFile;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.SoundRecordings;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.layout.LibriSpeech;
import org.speechbench.tasks.asv.TrialList;
import org.speechbench.tasks.decode.ArpaModel;
import org.speechbench.upstream.labels.FileLabels;

/**
 * Every reader of files that users bring, against files that were damaged at random, always in the same way. A damaged file
 * is read or is an error of the user's on one line, never another exception, and takes time and memory of the order of its
 * size. {@code -Dspeechbench.mutants=10000} tries more than the build does.
 */
@Timeout(600)
class DamagedFilesTest {
    private static final int MUTANTS = Integer.getInteger("speechbench.mutants", 300);
    /** The originals have 200 bytes to 30 KB. */
    private static final long MOST_BYTES = 48L << 20;

    private static final Duration MOST_TIME = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final AudioReader audio = new AudioReader();

    @Test
    void wav(TestReporter reporter) {
        new ClipFile(folder.resolve("a.wav")).write(tone(2_000));
        byte[] wav = bytes(folder.resolve("a.wav"));
        tried(reporter, "WAV", wav, file -> audio.read(file));
        byte[] floats = wav.clone();
        floats[20] = 3;
        floats[32] = 4;
        floats[34] = 32;
        Arrays.fill(floats, 44, floats.length, (byte) 0);
        tried(reporter, "WAV of floats", floats, file -> audio.read(file));
    }

    @Test
    void flac_is_never_read_as_something_else(TestReporter reporter) {
        byte[] flac = flac();
        Path file = write("a", flac);
        float[] whole = audio.read(file).samples();
        tried(reporter, "FLAC", flac, damaged -> assertThat(audio.read(damaged).samples())
                .isEqualTo(whole));
        byte[] unknown = flac.clone();
        unknown[21] &= (byte) 0xF0;
        Arrays.fill(unknown, 22, 42, (byte) 0);
        tried(reporter, "FLAC of unknown length", unknown, damaged -> {
            float[] read = audio.read(damaged).samples();
            assertThat(Arrays.copyOf(whole, read.length))
                    .as("cut between frames")
                    .isEqualTo(read);
        });
    }

    @Test
    void sphere(TestReporter reporter) {
        String header = "NIST_1A\n   1024\nsample_count -i 2000\nsample_rate -i 16000\nchannel_count -i 1\n"
                + "sample_n_bytes -i 2\nsample_byte_format -s2 01\nsample_coding -s3 pcm\nend_head\n";
        byte[] sphere = Arrays.copyOf(header.getBytes(StandardCharsets.US_ASCII), 1024 + 4000);
        tried(reporter, "SPHERE", sphere, file -> audio.read(file));
    }

    @Test
    void n_gram_models(TestReporter reporter) {
        byte[] arpa = ("\\data\\\nngram 1=4\nngram 2=3\n\n\\1-grams:\n-1.0\t<s>\t-0.3\n-0.7\t</s>\n-0.6\tA\t-0.2\n"
                        + "-0.9\t\u00dcB\t-0.1\n\n\\2-grams:\n-0.2\t<s> A\n-0.4\tA \u00dcB\n-0.5\t\u00dcB </s>\n\n\\end\\\n")
                .getBytes(StandardCharsets.UTF_8);
        tried(reporter, "ARPA", arpa, ArpaModel::read);
        tried(reporter, "ARPA, gzip", gzip(arpa), ArpaModel::read);
        tried(reporter, "ARPA, gzip of damaged text", arpa, DamagedFilesTest::gzip, ArpaModel::read);
    }

    @Test
    void manifests_and_lists(TestReporter reporter) {
        byte[] manifest =
                text("path\tnum_samples\tspeaker\tsplit\tstart\tlabel\n", "x/%d.wav\t16000\tS%d\ttrain\t\tL\u00dc\n");
        both(reporter, "manifest", manifest, (file, bad) -> ManifestCorpus.read("m", file, folder, bad));
        Corpus corpus = corpus();
        both(reporter, "trial list", text("", "1 u%d.wav v%d.wav\n"), (file, bad) -> TrialList.read(file, corpus, bad));
        byte[] transcripts = text("", "1-2-000%d GO \u00dc%d\n");
        Path chapter = folder(folder.resolve("LibriSpeech/dev-clean/1/2"));
        write("LibriSpeech/dev-clean/1/2/1-2-0000.flac", new byte[0]);
        both(reporter, "transcripts of LibriSpeech", transcripts, (file, bad) -> {
            write("LibriSpeech/dev-clean/1/2/1-2.trans.txt", bytes(file));
            new LibriSpeech().read(chapter.resolve("../../..").normalize(), bad, Progress.silent());
        });
        PredictionFile predictions = new PredictionFile(folder.resolve("p.tsv"));
        predictions.write(
                List.of(new PredictionLine("a", "S", "x \t y", "z\\"), new PredictionLine("b", "", "", "\u00fc")));
        tried(reporter, "predictions", bytes(folder.resolve("p.tsv")), file -> new PredictionFile(file).read());
        tried(
                reporter,
                "recordings.tsv",
                text("", "%d\t%d\t0\t/x.wav\t\n"),
                file -> SoundRecordings.open(file, n -> {}));
    }

    @Test
    void label_files(TestReporter reporter) {
        byte[] manifest = text("/data\n", "x%d.wav\t1600%d\n");
        byte[] labels = text("", "0 1 2 %d %d\n");
        Path whole = write("whole.tsv", manifest);
        Path km = write("whole.km", labels);
        both(reporter, "labels", labels, (file, bad) -> FileLabels.fairseq(file, whole, null, 50, bad));
        both(reporter, "manifest of labels", manifest, (file, bad) -> FileLabels.fairseq(km, file, null, 50, bad));
        both(reporter, "dictionary", text("", "%d 1\n"), (file, bad) -> FileLabels.fairseq(km, whole, file, 50, bad));
        both(reporter, "table of labels", text("path\tlabels\n", "x%d.wav\tA B \u00dc%d\n"), this::table);
        both(reporter, "table of phones", text("path\tstart\tend\tphone\n", "x%d.wav\t0\t0.1%d\tAH\n"), this::table);
    }

    private interface ItemReader {
        void read(Path file, BadItems bad);
    }

    private void table(Path file, BadItems bad) {
        FileLabels.table(file, null, 100, bad).find(utterance("x1.wav"), 0);
    }

    /** A reader that refuses bad items, and that skips them. */
    private void both(TestReporter reporter, String reader, byte[] original, ItemReader read) {
        tried(reporter, reader, original, file -> read.read(file, BadItems.refused()));
        tried(
                reporter,
                reader + ", bad ones skipped",
                original,
                file -> read.read(file, BadItems.skipped(Progress.silent())));
    }

    private void tried(TestReporter reporter, String reader, byte[] original, Consumer<Path> read) {
        tried(reporter, reader, original, bytes -> bytes, read);
    }

    private void tried(
            TestReporter reporter, String reader, byte[] original, UnaryOperator<byte[]> packed, Consumer<Path> read) {
        read.accept(write("mutant", packed.apply(original)));
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Mutants mutants = new Mutants(original);
        int refused = 0;
        long longest = 0;
        long largest = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Path file = write("mutant", packed.apply(mutants.get(i)));
            long began = System.nanoTime();
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                read.accept(file);
            } catch (UserError e) {
                refused++;
                assertThat(e.oneLine())
                        .as("%s, mutant %d", reader, i)
                        .doesNotContain("\n")
                        .isNotBlank();
            } catch (Throwable e) {
                fail(reader + ", mutant " + i + ": " + e, e);
            }
            largest = Math.max(largest, memory.getCurrentThreadAllocatedBytes() - before);
            longest = Math.max(longest, System.nanoTime() - began);
            assertThat(largest).as("bytes that %s, mutant %d takes", reader, i).isLessThan(MOST_BYTES);
            assertThat(longest).as("ns that %s, mutant %d takes", reader, i).isLessThan(MOST_TIME.toNanos());
        }
        reporter.publishEntry(Map.of(
                reader,
                String.format(
                        Locale.ROOT,
                        "%d bytes, %d mutants, %d refused, at most %.1f MB and %.2f s",
                        original.length,
                        MUTANTS,
                        refused,
                        largest / 1e6,
                        longest / 1e9)));
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A header, and a line of each number, both of whose %d it fills. */
    private static byte[] text(String header, String line) {
        StringBuilder text = new StringBuilder(header);
        for (int i = 0; i < 9; i++) {
            text.append(String.format(Locale.ROOT, line, i, i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Corpus corpus() {
        return Corpus.of(
                "c",
                java.util.stream.IntStream.range(0, 18)
                        .mapToObj(i -> utterance((i < 9 ? "u" : "v") + i % 9 + ".wav"))
                        .toList());
    }

    private static Utterance utterance(String id) {
        return new Utterance(id, Path.of(id), 0, "", "train", Map.of());
    }

    private static Waveform tone(int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.5 * Math.sin(i * 0.1));
        }
        return new Waveform(samples);
    }

    /** The shortest recording of the bundled corpus. */
    private static byte[] flac() {
        try (var files = Files.walk(Home.find().syntheticCorpus())) {
            Path shortest = files.filter(f -> f.toString().endsWith(".flac"))
                    .min(java.util.Comparator.<Path>comparingLong(
                                    f -> f.toFile().length())
                            .thenComparing(f -> f))
                    .orElseThrow();
            return bytes(shortest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
