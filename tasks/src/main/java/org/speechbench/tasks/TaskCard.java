package org.speechbench.tasks;

import org.speechbench.core.result.Metric;

/**
 * The description of a task.
 *
 * @param title the name for display, for example {@code Phoneme recognition}
 * @param category one of {@code content}, {@code speaker}, {@code paralinguistics} or {@code semantics}
 * @param metric the main metric
 * @param reference the paper and its section
 * @param version the version, which is raised whenever the score of the same predictions, or the protocol, changes;
 *     versions are never mixed
 * @param labels the manifest column that holds the label
 */
public record TaskCard(String title, String category, Metric metric, String reference, int version, String labels) {
    private static final String SUPERB =
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task ";

    /**
     * The card of a SUPERB task.
     *
     * @param acronym the acronym of the task in the paper
     */
    public static TaskCard ofSuperb(
            String acronym, String title, String category, Metric metric, int version, String labels) {
        return new TaskCard(title, category, metric, SUPERB + acronym, version, labels);
    }
}
