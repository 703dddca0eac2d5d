package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.Subject;
import org.speechbench.upstream.finetune.FinetuneResult;

/**
 * The rows of one fine-tuning.
 *
 * @param label the user's label
 * @param digest the digest of the kept weights; empty if there are none
 * @param seed the seed of the run
 * @param precision the precision of the run
 */
record FinetuneRows(String label, TrainingPlan.PlannedFinetuning planned, String digest, long seed, String precision) {
    private static final String HEAD = "ctc";

    /** The row with the score of a test split. */
    ResultRow score(String split, String decoding, Score score) {
        return rows(HEAD + "(" + decoding + ")", split).ok(score, cost(null), String.join("; ", planned.notes()));
    }

    /**
     * The remaining rows of a finished fine-tuning. The seconds of training are written last: a fine-tuning that has
     * them is complete.
     *
     * @param before the rows of the run, including those of the pre-training with which it begins
     */
    List<ResultRow> finished(FinetuneResult result, List<ResultRow> before) {
        List<ResultRow> rows = new ArrayList<>();
        Double dev = result.bestDev();
        Metric metric = planned.task().card().metric();
        if (dev != null) {
            rows.add(rows(HEAD, "dev").ok(metric, dev, cost(null), "best at step " + result.bestStep()));
        }
        RowTemplate train = rows(HEAD, "train");
        rows.add(train.ok(Metrics.AUDIO_HOURS, result.training().audioHours(), cost(null), ""));
        String left = result.infeasible() == 0
                ? ""
                : result.infeasible() + " training utterances have targets longer than their frames";
        Double total = total(result, before);
        if (total != null) {
            rows.add(train.ok(Metrics.TOTAL_SECONDS, total, new Cost(total, rate(), notCounted(before)), ""));
        }
        double seconds = result.training().totalSeconds();
        rows.add(train.ok(Metrics.SECONDS, seconds, cost(seconds), left));
        return rows;
    }

    /** The seconds including everything that it depends on; null if unknown. */
    private @Nullable Double total(FinetuneResult result, List<ResultRow> before) {
        if (planned.entry().start().from().isEmpty()) {
            return result.training().totalSeconds();
        }
        Double source = source(before).map(ResultRow::value).orElse(null);
        return source == null ? null : (Double) (source + result.training().totalSeconds());
    }

    private Optional<ResultRow> source(List<ResultRow> before) {
        return before.stream()
                .filter(r -> WallClock.isTotal(r, planned.entry().start().from()))
                .findFirst();
    }

    private List<String> notCounted(List<ResultRow> before) {
        String checkpoint = planned.entry().start().checkpoint();
        return checkpoint.isEmpty()
                ? source(before).map(total -> total.cost().notCounted()).orElse(List.of())
                : List.of("the training of " + checkpoint);
    }

    /** The row of a fine-tuning that failed. */
    ResultRow failed(String reason) {
        return rows(HEAD, "test").failed(planned.task().card().metric(), cost(null), reason);
    }

    private Cost cost(@Nullable Double seconds) {
        return new Cost(seconds, rate());
    }

    private double rate() {
        return planned.entry().training().schedule().learningRate();
    }

    private RowTemplate rows(String head, String split) {
        String task = planned.task().name();
        return new RowTemplate(
                RowKind.FINETUNE,
                new Subject(
                        label,
                        planned.entry().provider(),
                        planned.size(),
                        planned.entry().start().init(),
                        digest,
                        true),
                new Protocol(
                        task,
                        task,
                        planned.task().card().version(),
                        "",
                        head,
                        split,
                        planned.corpus().digest()),
                Conditions.ofPrecision(precision),
                seed);
    }
}
