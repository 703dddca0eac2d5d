package org.speechbench.core.result;

/**
 * How a score was obtained: scores are comparable if their protocols are equal. For a timing, it names only the
 * benchmark.
 *
 * @param task the user's label of the task, for example {@code pr_an4}; for a timing the benchmark, for example
 *     {@code train_step}
 * @param taskName the name of the task's provider, for example {@code pr}
 * @param taskVersion the version of the task; 0 if there is no task
 * @param preset {@code superb} or {@code quick}
 * @param head the name and parameters of the head
 * @param split the split on which the value was measured
 * @param corpus the digest of the corpus that the score is based on, all of its splits and listed trials, hex; empty
 *     for timings and for rows written by an earlier version
 */
public record Protocol(
        String task, String taskName, int taskVersion, String preset, String head, String split, String corpus) {
    /** The protocol of a pre-training, which has no task. */
    public static Protocol ofSplit(String split) {
        return new Protocol("", "", 0, "", "", split, "");
    }

    /** The protocol of a timing. */
    public static Protocol ofBenchmark(String benchmark) {
        return new Protocol(benchmark, "", 0, "", "", "", "");
    }

    /** The same protocol on another split. */
    public Protocol onSplit(String other) {
        return new Protocol(task, taskName, taskVersion, preset, head, other, corpus);
    }

    /** The same protocol on another corpus. */
    public Protocol onCorpus(String digest) {
        return new Protocol(task, taskName, taskVersion, preset, head, split, digest);
    }
}
