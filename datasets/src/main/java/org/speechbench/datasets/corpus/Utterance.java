package org.speechbench.datasets.corpus;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * One recording, or a part of one, and what is known of it: one line of a manifest.
 *
 * @param id the manifest's path column (or the corpus' own id), unique in its corpus and the same on every machine
 * @param audio where the recording is on this machine
 * @param start sample at 16 kHz at which it begins in the recording; -1 for the whole recording
 * @param numSamples length at 16 kHz as the manifest states it, 0 if it does not; at least 1 for a part
 * @param speaker corpus prefix and native speaker id, empty if unknown
 * @param split name of the split or fold
 * @param labels the remaining columns by name, for example {@code transcript}, {@code phones}, {@code label}
 */
public record Utterance(
        String id, Path audio, long start, long numSamples, String speaker, String split, Map<String, String> labels) {
    /** What {@link #start} is of an utterance that is a whole recording. */
    public static final long WHOLE = -1;

    public Utterance {
        if (start < WHOLE || (start >= 0 && numSamples < 1)) {
            throw new IllegalArgumentException(
                    "utterance " + id + " starts at " + start + " and has " + numSamples + " samples");
        }
        labels = Map.copyOf(labels);
    }

    /** A whole recording. */
    public Utterance(String id, Path audio, long numSamples, String speaker, String split, Map<String, String> labels) {
        this(id, audio, WHOLE, numSamples, speaker, split, labels);
    }

    /** Whether it is a part of its recording. */
    public boolean part() {
        return start != WHOLE;
    }

    /** The same with other labels. */
    public Utterance withLabels(Map<String, String> others) {
        return new Utterance(id, audio, start, numSamples, speaker, split, others);
    }

    /** The label in a column, or an error that names utterance and column. */
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
