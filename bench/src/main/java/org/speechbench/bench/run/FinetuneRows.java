package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score;
import org.speechbench.upstream.finetune.FinetuneResult;

/**
 * The rows of one fine-tuning.
 *
 * @param label the user's
 * @param digest of the kept weights; empty if there are none
 * @param seed of the run
 * @param precision of the run
 */
record FinetuneRows(String label, TrainingPlan.PlannedFinetuning planned, String digest, long seed, String precision) {
    static final String KIND = "finetune";
    private static final Metric HOURS =
            new Metric("audio_hours", "audio trained on", "h", Metric.Direction.HIGHER_IS_BETTER);
    private static final String HEAD = "ctc";

    /** Whether a row is the measured one of a fine-tuning and a metric. */
    static boolean measures(ResultRow row, String label, Metric metric) {
        return PretrainRows.measures(row, KIND, label, metric);
    }

    /** The score of a test split. */
    ResultRow score(String split, String decoding, Score score) {
        return row(
                HEAD + "(" + decoding + ")",
                split,
                score.metric(),
                score.value(),
                score.n(),
                score.interval(),
                null,
                "ok",
                String.join("; ", planned.notes()));
    }

    /**
     * The rest of one that is finished. The seconds of training come last: a fine-tuning that has them needs nothing
     * more.
     *
     * @param before rows of the run, with those of the pre-training that it begins with
     */
    List<ResultRow> finished(FinetuneResult result, List<ResultRow> before) {
        List<ResultRow> rows = new ArrayList<>();
        Double dev = result.bestDev();
        Metric metric = planned.task().card().metric();
        if (dev != null) {
            rows.add(row(HEAD, "dev", metric, dev, 1, null, null, "ok", "best at step " + result.bestStep()));
        }
        rows.add(row(HEAD, "train", HOURS, result.audioHours(), 1, null, null, "ok", ""));
        String left = result.infeasible() == 0
                ? ""
                : result.infeasible() + " training utterances have targets longer than their frames";
        Double total = total(result, before);
        if (total != null) {
            rows.add(row(HEAD, "train", PretrainRows.TOTAL, total, 1, null, total, "ok", notCounted(before)));
        }
        double seconds = result.totalSeconds();
        rows.add(row(HEAD, "train", PretrainRows.SECONDS, seconds, 1, null, seconds, "ok", left));
        return rows;
    }

    /** Seconds with everything that it rests on; null if that is not known. */
    private @Nullable Double total(FinetuneResult result, List<ResultRow> before) {
        if (planned.entry().from().isEmpty()) {
            return result.totalSeconds();
        }
        Double source = source(before).map(ResultRow::value).orElse(null);
        return source == null ? null : (Double) (source + result.totalSeconds());
    }

    private Optional<ResultRow> source(List<ResultRow> before) {
        return before.stream()
                .filter(r -> WallClock.isTotal(r, planned.entry().from()))
                .findFirst();
    }

    private String notCounted(List<ResultRow> before) {
        String checkpoint = planned.entry().checkpoint();
        return checkpoint.isEmpty()
                ? source(before).map(ResultRow::detail).orElse("")
                : "not counted: the training of " + checkpoint;
    }

    /** That of one that failed. */
    ResultRow failed(String reason) {
        return row(HEAD, "test", planned.task().card().metric(), null, 0, null, null, "failed", reason);
    }

    private ResultRow row(
            String head,
            String split,
            Metric metric,
            @Nullable Double value,
            int n,
            Score.@Nullable Interval interval,
            @Nullable Double seconds,
            String status,
            String detail) {
        return new ResultRow(
                KIND,
                label,
                planned.entry().provider(),
                planned.size(),
                planned.entry().init(),
                digest,
                planned.task().name(),
                planned.task().name(),
                planned.task().card().version(),
                "",
                head,
                split,
                metric,
                value,
                n,
                interval,
                seed,
                planned.entry().learningRate(),
                precision,
                seconds,
                status,
                detail,
                true,
                planned.corpus().digest());
    }
}
