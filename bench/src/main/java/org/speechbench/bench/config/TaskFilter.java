package org.speechbench.bench.config;

import java.util.List;

/**
 * The condition for the utterances of a manifest that a task keeps.
 *
 * @param speakerPrefix the prefix of values in the speaker column, for example {@code AN4-}; empty keeps all
 * @param labels the accepted values of the task's label column; empty keeps all
 */
public record TaskFilter(String speakerPrefix, List<String> labels) {
    public TaskFilter {
        labels = List.copyOf(labels);
    }

    /** Whether all utterances satisfy the condition. */
    public boolean keepsAll() {
        return speakerPrefix.isEmpty() && labels.isEmpty();
    }

    /** The suffix for the name of the remaining corpus. */
    public String text() {
        return speakerPrefix + String.join("+", labels);
    }
}
