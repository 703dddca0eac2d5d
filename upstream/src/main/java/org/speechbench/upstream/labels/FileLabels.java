package org.speechbench.upstream.labels;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.upstream.targets.LabelSource;

/**
 * Existing labels from files: fairseq's {@code .km} with its manifest and dictionary, or a table of labels or phones.
 * An utterance without labels, a count that does not fit the recording and a label that the dictionary does not contain
 * are errors that name the line.
 */
public final class FileLabels implements LabelSource {
    /** Seconds by which labels and audio may differ in length, as in fairseq. */
    private static final double TOLERANCE = 0.1;

    private final Path file;
    private final LabelTable table;
    private final int classes;
    private final int stride;
    private final Map<String, String> settings;
    private final boolean usesLabels;

    private FileLabels(
            Path file, LabelTable table, int classes, int stride, Map<String, String> settings, boolean usesLabels) {
        this.file = file;
        this.table = table;
        this.classes = classes;
        this.stride = stride;
        this.settings = settings;
        this.usesLabels = usesLabels;
    }

    private static FileLabels of(
            Path file, LabelTable table, LabelDictionary symbols, int stride, Map<String, Path> sources) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("labels", "file");
        settings.put("stride", Integer.toString(stride));
        sources.forEach((name, source) -> settings.put(name + "_sha256", Digests.sha256(source)));
        return new FileLabels(file, table, symbols.size(), stride, settings, true);
    }

    /** As {@link #fairseq(Path, Path, Path, double, BadItems)}; a bad line is an error. */
    public static FileLabels fairseq(Path labels, Path manifest, @Nullable Path dictionary, double rate) {
        return fairseq(labels, manifest, dictionary, rate, BadItems.refused());
    }

    /**
     * Labels in fairseq's format: one line of labels per utterance, in the order of a manifest.
     *
     * @param dictionary {@code dict.km.txt}; null where labels are integers from 0 on
     * @param rate labels a second
     * @param bad gets lines that cannot be used
     * @throws UserError if the files do not belong together
     */
    public static FileLabels fairseq(Path labels, Path manifest, @Nullable Path dictionary, double rate, BadItems bad) {
        int stride = stride(rate);
        LabelDictionary symbols = dictionary == null ? LabelDictionary.integers() : LabelDictionary.read(dictionary);
        LabelTable table = new LabelFileReader(symbols, stride, bad).fairseq(labels, manifest);
        Map<String, Path> sources = new TreeMap<>(Map.of("file", labels, "manifest", manifest));
        if (dictionary != null) {
            sources.put("dictionary", dictionary);
        }
        return of(labels, table, symbols, stride, sources);
    }

    /** As {@link #table(Path, Path, double, BadItems)}; a bad line is an error. */
    public static FileLabels table(Path file, @Nullable Path dictionary, double rate) {
        return table(file, dictionary, rate, BadItems.refused());
    }

    /**
     * A table with a header, cells separated by tabs: {@code path} and {@code labels} (separated by spaces), or
     * {@code path}, {@code start}, {@code end} (seconds) and {@code phone}, one phone per line.
     *
     * @param dictionary of the labels; null to number them as they occur
     * @param rate labels a second: that of the file, or that of the labels which phones with times are turned into
     * @param bad gets lines that cannot be used
     * @throws UserError if the header is not one of these
     */
    public static FileLabels table(Path file, @Nullable Path dictionary, double rate, BadItems bad) {
        int stride = stride(rate);
        LabelDictionary symbols = dictionary == null ? LabelDictionary.collecting() : LabelDictionary.read(dictionary);
        LabelTable table = new LabelFileReader(symbols, stride, bad).table(file);
        Map<String, Path> sources = new TreeMap<>(Map.of("file", file));
        if (dictionary != null) {
            sources.put("dictionary", dictionary);
        }
        return of(file, table, symbols, stride, sources);
    }

    /**
     * Samples from one label to the next.
     *
     * @throws UserError if the result is not a whole number
     */
    public static int stride(double rate) {
        double stride = Waveform.SAMPLE_RATE / rate;
        if (!(rate > 0) || stride < 1 || stride > Waveform.SAMPLE_RATE || stride != Math.rint(stride)) {
            throw new UserError(
                    rate + " labels a second do not fall on samples at 16 kHz.",
                    "Use a rate that divides 16000, at least 1, for example 100, 50 or 25.");
        }
        return (int) stride;
    }

    /**
     * The same labels, with a statement of their origin.
     *
     * @param used whether the labels were derived from transcripts or phones
     */
    public FileLabels withUsesLabels(boolean used) {
        return new FileLabels(file, table, classes, stride, settings, used);
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int stride() {
        return stride;
    }

    @Override
    public Map<String, String> settings() {
        return new TreeMap<>(settings);
    }

    /**
     * True unless {@link #withUsesLabels} states otherwise, because a file does not record where its labels come from.
     */
    @Override
    public boolean usesLabels() {
        return usesLabels;
    }

    @Override
    public Optional<UserError> fault(Utterance utterance) {
        try {
            labels(utterance, utterance.numSamples());
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(e);
        }
    }

    /** Learns nothing, but checks at once whether every training utterance has labels. */
    @Override
    public Labeler fit(List<Utterance> train, WaveformReader reader, Progress progress) {
        train.forEach(u -> labels(u, u.numSamples()));
        return new Labeler() {
            @Override
            public short[] label(Utterance utterance, Waveform waveform) {
                return labels(utterance, waveform.length());
            }

            @Override
            public void close() {}
        };
    }

    /**
     * The labels of an utterance; null if the file does not list it.
     *
     * @param samples of the recording, 0 if unknown
     * @throws UserError if their number does not fit the recording
     */
    public short @Nullable [] find(Utterance utterance, long samples) {
        LabelTable.Entry entry = table.find(utterance.id());
        if (entry == null) {
            return null;
        }
        double seconds = (double) entry.length() * stride / Waveform.SAMPLE_RATE;
        double audio = (double) samples / Waveform.SAMPLE_RATE;
        if (samples > 0 && Math.abs(seconds - audio) > TOLERANCE) {
            throw new UserError(
                    String.format(
                            java.util.Locale.ROOT,
                            "%s:%d: %d labels are %.2f s, but %s has %.2f s.",
                            file,
                            entry.line(),
                            entry.length(),
                            seconds,
                            utterance.id(),
                            audio),
                    "Correct 'rate', or use the labels of these recordings.");
        }
        return entry.all();
    }

    private short[] labels(Utterance utterance, long samples) {
        short[] labels = find(utterance, samples);
        if (labels == null) {
            throw new UserError(
                    file + ": none of " + table.size() + " utterances is " + utterance.id() + ".",
                    "Add its labels, or leave it out of the manifest.");
        }
        return labels;
    }
}
