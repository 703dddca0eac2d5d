package org.speechbench.bench.config;

import java.util.List;

/**
 * Which utterances of a manifest a task keeps.
 *
 * @param speakerPrefix of the speaker column, for example {@code AN4-}; empty keeps all
 * @param labels values of the task's label column; empty keeps all
 */
public record TaskFilter(String speakerPrefix, List<String> labels) {
    public TaskFilter {
        labels = List.copyOf(labels);
    }

    /** Whether it lets everything through. */
    public boolean keepsAll() {
        return speakerPrefix.isEmpty() && labels.isEmpty();
    }

    /** For the name of what is left. */
    public String text() {
        return speakerPrefix + String.join("+", labels);
    }
}
