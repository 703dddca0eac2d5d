package org.speechbench.datasets.corpus;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * A recording, or a part of one, with its labels; it corresponds to one line of a manifest.
 *
 * @param id the manifest's path column (or the corpus' own id), unique in its corpus and the same on every machine
 * @param audio the location of the recording on this machine
 * @param start the sample at 16 kHz at which the utterance begins in the recording; -1 for the whole recording
 * @param numSamples the length in samples at 16 kHz according to the manifest, 0 if the manifest does not give it; at
 *     least 1 for a part
 * @param speaker the corpus prefix and the speaker id of the corpus, empty if unknown
 * @param split the name of the split or fold
 * @param labels the remaining columns by name, for example {@code transcript}, {@code phones}, {@code label}
 */
public record Utterance(
        String id, Path audio, long start, long numSamples, String speaker, String split, Map<String, String> labels) {
    /** The value of {@link #start} for an utterance that is a whole recording. */
    public static final long WHOLE = -1;

    public Utterance {
        if (start < WHOLE || (start >= 0 && numSamples < 1)) {
            throw new IllegalArgumentException(
                    "utterance " + id + " starts at " + start + " and has " + numSamples + " samples");
        }
        labels = Map.copyOf(labels);
    }

    /** An utterance that is a whole recording. */
    public Utterance(String id, Path audio, long numSamples, String speaker, String split, Map<String, String> labels) {
        this(id, audio, WHOLE, numSamples, speaker, split, labels);
    }

    /** Whether the utterance is only a part of its recording. */
    public boolean part() {
        return start != WHOLE;
    }

    /** The same utterance with other labels. */
    public Utterance withLabels(Map<String, String> others) {
        return new Utterance(id, audio, start, numSamples, speaker, split, others);
    }

    /** The same utterance in another split. */
    public Utterance withSplit(String other) {
        return new Utterance(id, audio, start, numSamples, speaker, other, labels);
    }

    /** The label in a column; if there is none, the error names the utterance and the column. */
    public String label(String column) {
        String value = labels.get(column);
        if (value == null) {
            throw new UserError(
                    "Utterance " + id + " has no column '" + column + "', only "
                            + labels.keySet().stream().sorted().toList() + ".",
                    NearNames.question(column, labels.keySet()) + "Use a manifest that has this column.");
        }
        return value;
    }
}
