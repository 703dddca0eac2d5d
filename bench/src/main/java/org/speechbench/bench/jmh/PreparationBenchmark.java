package org.speechbench.bench.jmh;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.checkpoint.WholeFolder;
import org.speechbench.upstream.pretrain.FeatureShards;
import org.speechbench.upstream.pretrain.Pretrainable;

/**
 * How the time and memory of preparing a corpus grow with its hours: a manifest is read, recordings are decoded, and
 * shards are written and opened. The corpus is simulated: every utterance is a link to one recording of half a second,
 * and its log-mel values have a twentieth of the frames of a real utterance, so that a thousand hours fit on a disk.
 * All work for each utterance is done in full.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m"})
public class PreparationBenchmark {
    /** The mean length in LibriSpeech's train splits. */
    private static final double UTTERANCE_SECONDS = 12.3;

    private static final double KEPT_FRAMES_PER_SECOND = 5;
    private static final int MEL_BINS = 80;
    private static final int FOLDER_SIZE = 1000;
    private static final String RECORDING = "recording.wav";

    @Param({"10", "100", "1000"})
    public int hours;

    private Path folder = Path.of("");
    private float[] frames = new float[0];

    /** The memory that is in use when the corpus is ready. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Held {
        /** MB of the heap after a garbage collection. */
        public double heapMegabytes;

        public long utterances;
    }

    /** Writes the manifest. */
    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("speechbench-hours");
        SplittableRandom random = new SplittableRandom(1);
        frames = Noise.of(MEL_BINS * (int) (UTTERANCE_SECONDS * KEPT_FRAMES_PER_SECOND), random);
        float[] samples = Noise.of(Waveform.SAMPLE_RATE / 2, random);
        try (BufferedWriter out = Files.newBufferedWriter(manifest())) {
            out.write("path\tnum_samples\tspeaker\tsplit\ttranscript\n");
            long utterances = Math.round(hours * 3600 / UTTERANCE_SECONDS);
            for (long i = 0; i < utterances; i++) {
                Path speaker = folder.resolve("speaker-" + i / FOLDER_SIZE);
                if (i % FOLDER_SIZE == 0) {
                    // A separate copy, because file systems limit the number of links to one file.
                    write(Files.createDirectory(speaker).resolve(RECORDING), samples);
                }
                Files.createLink(speaker.resolve(i + ".wav"), speaker.resolve(RECORDING));
                out.write(speaker.getFileName() + "/" + i + ".wav\t0\t" + speaker.getFileName()
                        + "\ttrain\tWHAT WAS SAID IN UTTERANCE " + i + "\n");
            }
        }
    }

    private static void write(Path file, float[] samples) throws IOException {
        byte[] pcm = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            int value = Math.round(1000 * samples[i]);
            pcm[2 * i] = (byte) value;
            pcm[2 * i + 1] = (byte) (value >> 8);
        }
        AudioFormat format = new AudioFormat(Waveform.SAMPLE_RATE, 16, 1, true, false);
        try (AudioInputStream stream = new AudioInputStream(new ByteArrayInputStream(pcm), format, samples.length)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }

    private Path manifest() {
        return folder.resolve("manifest.tsv");
    }

    /** Prepares the corpus, from the manifest to open shards. */
    @Benchmark
    public long prepare(Held held) {
        Corpus corpus = ManifestCorpus.read("simulated", manifest(), folder);
        FeatureShards shards = FeatureShards.open(
                folder,
                Pretrainable.InputKind.FBANK80,
                corpus.utterances(),
                new WaveformReader(new AudioReader(), "simulated"),
                waveform -> frames,
                false,
                Progress.silent());
        System.gc();
        held.heapMegabytes =
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6;
        held.utterances = shards.utterances().size();
        return shards.units(corpus.utterances().size() - 1);
    }

    /** Deletes manifest and shards. */
    @TearDown
    public void close() throws IOException {
        WholeFolder.delete(folder);
    }
}
