package org.speechbench.upstream.pretrain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.upstream.targets.LabelSource;

/** The targets of a corpus, one class every {@link #stride}, stored on disk next to the features. */
public final class LabelShards {
    private final ShardStore store;
    private final String digest;
    private final int classes;
    private final int stride;

    private LabelShards(ShardStore store, String digest, int classes, int stride) {
        this.store = store;
        this.digest = digest;
        this.classes = classes;
        this.stride = stride;
    }

    /**
     * Opens the labels of utterances, computing them if necessary.
     *
     * @param work folder for files that can be recomputed
     * @param features of the same utterances; those left out there are not labelled
     * @param train the utterances that the source may learn from
     */
    public static LabelShards open(
            Path work,
            LabelSource source,
            FeatureShards features,
            List<Utterance> train,
            WaveformReader reader,
            Progress progress) {
        List<Utterance> utterances = features.utterances();
        String key = key(source, features, train);
        Path place = work.resolve("labels-" + key.substring(0, 16));
        Optional<ShardStore> found = ShardStore.open(place, key);
        ShardStore store = found.orElseGet(() -> make(place, key, source, utterances, train, reader, progress));
        return new LabelShards(store, key, source.classes(), source.stride());
    }

    private static ShardStore make(
            Path place,
            String key,
            LabelSource source,
            List<Utterance> utterances,
            List<Utterance> train,
            WaveformReader reader,
            Progress progress) {
        return ShardWriter.make(place, key, 1, progress, writer -> {
            try (LabelSource.Labeler labeler = source.fit(train, reader, progress);
                    Progress.Stage stage = progress.start("label", utterances.size())) {
                for (Utterance u : utterances) {
                    writer.add(u.id(), checked(labeler.label(u, reader.read(u)), source.classes(), u));
                    stage.advance(1, "");
                }
            }
        });
    }

    private static short[] checked(short[] labels, int classes, Utterance utterance) {
        for (short label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalStateException(
                        "label " + label + " of " + utterance.id() + " is none of " + classes + " classes");
            }
        }
        return labels;
    }

    private static String key(LabelSource source, FeatureShards features, List<Utterance> train) {
        StringBuilder text = new StringBuilder(new TreeMap<>(source.settings()).toString());
        text.append('\n').append(source.classes());
        features.utterances()
                .forEach(u -> text.append('\n').append(u.id()).append('\t').append(u.numSamples()));
        train.forEach(u -> text.append("\ntrain\t").append(u.id()));
        features.decoders().forEach(program -> text.append("\ndecoder\t").append(program));
        return Digests.sha256(text.toString());
    }

    /** Equal digests mean equal labels. */
    public String digest() {
        return digest;
    }

    /** Wall-clock time of computing the labels, including fitting the labeler, in whichever run it was done. */
    public double seconds() {
        return store.seconds();
    }

    public int classes() {
        return classes;
    }

    /** Samples at 16 kHz from one label to the next. */
    public int stride() {
        return stride;
    }

    /** All labels of an utterance. */
    public short[] read(int utterance) {
        return store.read(utterance, 0, store.units(utterance));
    }

    /** Labels of an utterance from {@code start} on, as many as there are, at most {@code count}. */
    public short[] read(int utterance, int start, int count) {
        int units = store.units(utterance);
        int from = Math.min(start, units - 1);
        return store.read(utterance, from, Math.min(count, units - from));
    }
}
