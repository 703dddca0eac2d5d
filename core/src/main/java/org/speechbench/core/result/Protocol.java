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
    /** The number of digits of a digest that are enough for a reader to distinguish corpora. */
    private static final int SHORT = 8;

    /** The protocol of a pre-training, which has no task. */
    public static Protocol ofSplit(String split) {
        return new Protocol("", "", 0, "", "", split, "");
    }

    /** The protocol of a timing. */
    public static Protocol ofBenchmark(String benchmark) {
        return new Protocol(benchmark, "", 0, "", "", "", "");
    }

    /**
     * A name for the corpus, for example {@code corpus de3ade3a}, or {@code corpus not recorded in ...} for a substitute
     * for a digest.
     */
    public String corpusName() {
        if (corpus.isEmpty()) {
            return "corpus not recorded";
        }
        boolean standIn = corpus.startsWith(RunResults.NOT_RECORDED);
        return "corpus " + (standIn ? corpus : corpus.substring(0, Math.min(SHORT, corpus.length())));
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
