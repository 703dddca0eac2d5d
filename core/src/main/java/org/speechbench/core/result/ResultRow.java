package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code results.csv}: the long table of everything a run measured. Text that does not apply is empty, a
 * number that does not apply is null; a failed cell has no value, status {@code failed} and the reason in detail.
 *
 * @param kind {@code score} (test set), {@code dev} (a point of the learning-rate grid), {@code throughput},
 *     {@code module} (a part of a training step), {@code ratio}, {@code pretrain}, {@code finetune} or {@code ceiling}
 * @param upstream the user's label of the upstream
 * @param provider name of its provider, for example {@code fast_hubert}
 * @param size for example {@code small}; empty where an upstream has none
 * @param init {@code pretrained}, {@code random}, {@code checkpoint} or {@code none} (signal processing)
 * @param digest of weights and configuration, hex
 * @param task the user's label of the task, for example {@code pr_an4}; for a throughput row the benchmark, for example
 *     {@code train_step}
 * @param taskName name of the task's provider, for example {@code pr}
 * @param taskVersion 0 where there is no task
 * @param preset {@code superb} or {@code quick}
 * @param head name and parameters of the head
 * @param split what the value was measured on
 * @param value null if failed
 * @param n utterances or measurements behind the value
 * @param learningRate chosen (score) or tried (dev)
 * @param seconds wall-clock spent on this row
 * @param status {@code ok}, {@code failed} or {@code skipped}
 * @param detail reason of a failure, or notes; never needed to understand an ok row
 * @param usesLabels whether the upstream has seen transcripts or phones in pre-training, itself or through the model
 *     that its targets come from
 * @param corpusDigest of the corpus that a score rests on, all of its splits and listed trials, hex; empty for timings,
 *     and where an earlier version wrote the row
 */
public record ResultRow(
        String kind,
        String upstream,
        String provider,
        String size,
        String init,
        String digest,
        String task,
        String taskName,
        int taskVersion,
        String preset,
        String head,
        String split,
        Metric metric,
        @Nullable Double value,
        int n,
        Score.@Nullable Interval interval,
        @Nullable Long seed,
        @Nullable Double learningRate,
        String precision,
        @Nullable Double seconds,
        String status,
        String detail,
        boolean usesLabels,
        String corpusDigest) {
    /** A row that rests on no corpus. */
    public ResultRow(
            String kind,
            String upstream,
            String provider,
            String size,
            String init,
            String digest,
            String task,
            String taskName,
            int taskVersion,
            String preset,
            String head,
            String split,
            Metric metric,
            @Nullable Double value,
            int n,
            Score.@Nullable Interval interval,
            @Nullable Long seed,
            @Nullable Double learningRate,
            String precision,
            @Nullable Double seconds,
            String status,
            String detail,
            boolean usesLabels) {
        this(
                kind,
                upstream,
                provider,
                size,
                init,
                digest,
                task,
                taskName,
                taskVersion,
                preset,
                head,
                split,
                metric,
                value,
                n,
                interval,
                seed,
                learningRate,
                precision,
                seconds,
                status,
                detail,
                usesLabels,
                "");
    }

    /** The same row, resting on a corpus. */
    public ResultRow withCorpus(String otherDigest) {
        return new ResultRow(
                kind,
                upstream,
                provider,
                size,
                init,
                digest,
                task,
                taskName,
                taskVersion,
                preset,
                head,
                split,
                metric,
                value,
                n,
                interval,
                seed,
                learningRate,
                precision,
                seconds,
                status,
                detail,
                usesLabels,
                otherDigest);
    }

    /** Whether the row has a value that may be shown as a number. */
    public boolean ok() {
        return status.equals("ok") && value != null;
    }
}
