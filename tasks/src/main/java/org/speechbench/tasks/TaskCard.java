package org.speechbench.tasks;

import org.speechbench.core.result.Metric;

/**
 * What a task is.
 *
 * @param title for example {@code Phoneme recognition}
 * @param category {@code content}, {@code speaker}, {@code paralinguistics} or {@code semantics}
 * @param metric the main metric
 * @param reference paper and section
 * @param version raised whenever the score of the same predictions, or the protocol, changes; versions are never mixed
 * @param labels the manifest column that holds the label
 */
public record TaskCard(String title, String category, Metric metric, String reference, int version, String labels) {
    private static final String SUPERB =
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task ";

    /**
     * The card of one of SUPERB's tasks.
     *
     * @param acronym of the task in the paper
     */
    public static TaskCard ofSuperb(
            String acronym, String title, String category, Metric metric, int version, String labels) {
        return new TaskCard(title, category, metric, SUPERB + acronym, version, labels);
    }
}
