package org.speechbench.core.corpus;

import java.nio.file.Path;
import java.util.Map;

/**
 * One recording and what is known of it: one line of a manifest.
 *
 * @param id the manifest's path column (or the corpus' own id), unique in its corpus and the same on every machine
 * @param audio where the recording is on this machine
 * @param numSamples length at 16 kHz as the manifest states it, 0 if it does not
 * @param speaker corpus prefix and native speaker id, empty if unknown
 * @param split name of the split or fold
 * @param labels the remaining columns by name, for example {@code transcript}, {@code phones}, {@code label}
 */
public record Utterance(
        String id, Path audio, long numSamples, String speaker, String split, Map<String, String> labels) {
    public Utterance {
        labels = Map.copyOf(labels);
    }

    /** The label in a column, or an error that names utterance and column. */
    public String label(String column) {
        String value = labels.get(column);
        if (value == null) {
            throw new org.speechbench.core.UserError(
                    "Utterance " + id + " has no column '" + column + "', only "
                            + labels.keySet().stream().sorted().toList() + ".",
                    "Use a manifest that has this column.");
        }
        return value;
    }
}
