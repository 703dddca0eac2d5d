package org.speechbench.upstream.pretrain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.feature.FeatureStatistics;

/**
 * The audio of a corpus in the form that training reads: samples in 16 bits, or log-mel values in fp16, in
 * memory-mapped files of a work folder. It is prepared once and reused as long as the utterances, the sizes of the
 * audio files, the kind and the program that decodes compressed files are the same and the files are intact.
 */
public final class FeatureShards {
    /** Part of the key: raise it when the stored values change. */
    private static final int VERSION = 1;

    private final Pretrainable.InputKind kind;
    private final ShardStore store;
    private final String digest;
    private final List<Utterance> utterances;

    private FeatureShards(Pretrainable.InputKind kind, ShardStore store, String key, List<Utterance> all) {
        this.kind = kind;
        this.digest = store.decoders().isEmpty() ? key : Digests.sha256(key + store.decoders());
        this.store = store;
        List<String> ids = store.ids();
        this.utterances = new ArrayList<>(ids.size());
        int next = 0;
        for (Utterance u : all) {
            if (next < ids.size() && u.id().equals(ids.get(next))) {
                utterances.add(u);
                next++;
            }
        }
        if (next != ids.size()) {
            throw new IllegalStateException("the features are those of other utterances");
        }
    }

    /**
     * Computes log-mel values of a recording: Kaldi filter banks of 80 bins on the scale of 16 bits, 100 frames a
     * second.
     */
    @FunctionalInterface
    public interface FilterBank {
        /** Shape (F, 80), row-major. */
        float[] compute(Waveform waveform);
    }

    /**
     * Opens the features of utterances, computing them if necessary.
     *
     * @param work folder for files that can be recomputed
     * @param filterBank needed for {@code FBANK80} only
     * @param skipBad whether recordings that cannot be read are left out with a note each; otherwise one is an error
     * @throws UserError if a recording cannot be read and may not be skipped, or none is left
     */
    public static FeatureShards open(
            Path work,
            Pretrainable.InputKind kind,
            List<Utterance> utterances,
            WaveformReader reader,
            @Nullable FilterBank filterBank,
            boolean skipBad,
            Progress progress) {
        String key = key(kind, utterances);
        String name = kind == Pretrainable.InputKind.WAVEFORM ? "waveform" : "fbank80";
        Path place = work.resolve(name + "-" + key.substring(0, 16));
        Optional<ShardStore> found =
                ShardStore.open(place, key).filter(store -> isCurrent(store.decoders(), reader.reader()));
        if (found.isPresent()) {
            return new FeatureShards(kind, found.get(), key, utterances);
        }
        ShardStore made = ShardWriter.make(place, key, kind.width(), progress, writer -> {
            try (Progress.Stage stage = progress.start("prepare " + name, utterances.size())) {
                BadItems bad = BadItems.of(skipBad, progress);
                for (Utterance u : utterances) {
                    add(writer, u, bad, () -> {
                        short[] values = values(kind, labelled(u, reader.read(u)), filterBank);
                        writer.decodedBy(reader.reader().decoder(u.audio()));
                        return values;
                    });
                    stage.advance(1, "");
                }
                if (bad.skipped().size() == utterances.size()) {
                    throw new UserError(
                            "None of " + utterances.size() + " recordings can be used for pre-training.",
                            "Check the data folder.");
                }
            }
        });
        return new FeatureShards(kind, made, key, utterances);
    }

    /** Whether a recording would be decoded now by the programs that decoded it then. */
    private static boolean isCurrent(List<String> decoders, AudioReader reader) {
        return decoders.isEmpty()
                || decoders.equals(reader.installedDecoder().map(List::of).orElse(List.of()));
    }

    /** A bad recording may be skipped, but a full disk is an error. */
    private static void add(ShardWriter writer, Utterance u, BadItems bad, Supplier<short[]> values) {
        short[] made;
        try {
            made = values.get();
        } catch (UserError e) {
            bad.add(u.id(), e);
            return;
        }
        writer.add(u.id(), made);
    }

    /**
     * Labels come every 10 ms from windows of 25 ms, so a shorter recording has no target, whatever the model's input
     * is.
     */
    private static Waveform labelled(Utterance utterance, Waveform waveform) {
        if (FrameGeometry.KALDI.frames(waveform.length()) == 0) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has " + waveform.length() + " samples, fewer than 25 ms.",
                    "Leave it out of the manifest, or allow bad recordings to be skipped.");
        }
        return waveform;
    }

    private static short[] values(Pretrainable.InputKind kind, Waveform waveform, @Nullable FilterBank filterBank) {
        if (kind == Pretrainable.InputKind.WAVEFORM) {
            float[] samples = waveform.samples();
            short[] values = new short[samples.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (short) Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768)));
            }
            return values;
        }
        float[] features = Objects.requireNonNull(filterBank, "a filter bank").compute(waveform);
        short[] values = new short[features.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.of(features[i]);
        }
        return values;
    }

    private static String key(Pretrainable.InputKind kind, List<Utterance> utterances) {
        StringBuilder text = new StringBuilder(kind.name()).append(VERSION);
        for (Utterance u : utterances) {
            text.append('\n').append(u.id()).append('\t').append(bytes(u));
        }
        return Digests.sha256(text.toString());
    }

    private static long bytes(Utterance utterance) {
        try {
            return Files.size(utterance.audio());
        } catch (IOException e) {
            return -1;
        }
    }

    public Pretrainable.InputKind kind() {
        return kind;
    }

    /** Equal digests mean equal features, unless recordings were replaced by others of the same size. */
    public String digest() {
        return digest;
    }

    /** Programs, with their versions, that decoded recordings. */
    List<String> decoders() {
        return store.decoders();
    }

    /** Wall-clock time of reading the audio and computing the features, in whichever run it was done. */
    public double seconds() {
        return store.seconds();
    }

    /** Mean and deviation of every log-mel dimension over utterances; samples are not normalised. */
    public InputNormalization normalization(List<Integer> items) {
        if (kind == Pretrainable.InputKind.WAVEFORM) {
            return InputNormalization.NONE;
        }
        FeatureStatistics sums = new FeatureStatistics(kind.width());
        for (int item : items) {
            float[] values = new float[units(item) * kind.width()];
            copy(item, 0, units(item), values, 0);
            sums.add(values);
        }
        return sums.finish();
    }

    /** The utterances whose recordings could be read, in order. */
    public List<Utterance> utterances() {
        return List.copyOf(utterances);
    }

    /** Length of an utterance in units: samples, or frames of 10 ms. */
    public int units(int utterance) {
        return store.units(utterance);
    }

    /** All values as they are on disk, one buffer per file. */
    List<ByteBuffer> shards() {
        return store.files();
    }

    /** The file of an utterance, and the number of one of its units in that file. */
    long[] place(int utterance, int unit) {
        return new long[] {store.file(utterance), (long) store.firstUnit(utterance) + unit};
    }

    /** Copies a range of units of an utterance: samples in [-1, 1], or log-mel values, row-major. */
    public void copy(int utterance, int start, int units, float[] to, int offset) {
        short[] values = store.read(utterance, start, units);
        if (kind == Pretrainable.InputKind.WAVEFORM) {
            for (int i = 0; i < values.length; i++) {
                to[offset + i] = values[i] / 32768f;
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                to[offset + i] = Half.toFloat(values[i]);
            }
        }
    }
}
