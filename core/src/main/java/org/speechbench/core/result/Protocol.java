package org.speechbench.core.result;

/**
 * How a score came about: scores compare where it is equal. Of a timing it names the benchmark alone.
 *
 * @param task the user's label of the task, for example {@code pr_an4}; of a timing the benchmark, for example
 *     {@code train_step}
 * @param taskName name of the task's provider, for example {@code pr}
 * @param taskVersion 0 where there is no task
 * @param preset {@code superb} or {@code quick}
 * @param head name and parameters of the head
 * @param split what the value was measured on
 * @param corpus digest of the corpus that the score rests on, all of its splits and listed trials, hex; empty for
 *     timings, and where an earlier version wrote the row
 */
public record Protocol(
        String task, String taskName, int taskVersion, String preset, String head, String split, String corpus) {
    /** Of a pre-training, which has no task. */
    public static Protocol ofSplit(String split) {
        return new Protocol("", "", 0, "", "", split, "");
    }

    /** Of a timing. */
    public static Protocol ofBenchmark(String benchmark) {
        return new Protocol(benchmark, "", 0, "", "", "", "");
    }

    /** The same with another head. */
    public Protocol withHead(String other) {
        return new Protocol(task, taskName, taskVersion, preset, other, split, corpus);
    }

    /** The same on another split. */
    public Protocol onSplit(String other) {
        return new Protocol(task, taskName, taskVersion, preset, head, other, corpus);
    }

    /** The same on another corpus. */
    public Protocol onCorpus(String digest) {
        return new Protocol(task, taskName, taskVersion, preset, head, split, digest);
    }
}
