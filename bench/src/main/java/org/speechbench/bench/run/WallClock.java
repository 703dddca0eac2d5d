package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.upstream.pretrain.PretrainResult;
import org.speechbench.upstream.targets.TargetSource;

/**
 * The wall-clock time of a pre-training, including everything that it depends on. What several pre-trainings share is
 * counted for each of them, as if it had been made for that one alone.
 *
 * @param training the seconds of training, including evaluation and checkpoints
 * @param preparation the seconds for computing features and labels
 * @param before the total seconds of the training that provides the targets; 0 if there is none, null if its rows do
 *     not give them
 * @param notCounted what the seconds leave out, in words; empty if nothing is left out
 */
record WallClock(double training, double preparation, @Nullable Double before, List<String> notCounted) {
    WallClock {
        notCounted = List.copyOf(notCounted);
    }

    /**
     * The cost of a finished pre-training.
     *
     * @param rows the rows of the run, including those of the training that provides the targets
     */
    static WallClock of(PretrainResult result, TargetSource targets, List<ResultRow> rows) {
        List<String> own = targets.notCounted().isEmpty() ? List.of() : List.of(targets.notCounted());
        if (targets.dependsOn().isEmpty()) {
            return new WallClock(result.training().totalSeconds(), result.prepareSeconds(), 0.0, own);
        }
        Optional<ResultRow> source =
                rows.stream().filter(r -> isTotal(r, targets.dependsOn())).findFirst();
        List<String> all = new ArrayList<>(own);
        source.ifPresent(total -> all.addAll(total.cost().notCounted()));
        return new WallClock(
                result.training().totalSeconds(),
                result.prepareSeconds(),
                source.map(ResultRow::value).orElse(null),
                all);
    }

    /** Whether a row gives the total cost of a pre-training or fine-tuning. */
    static boolean isTotal(ResultRow row, String label) {
        return row.measures(RowKind.PRETRAIN, label, Metrics.TOTAL_SECONDS)
                || row.measures(RowKind.FINETUNE, label, Metrics.TOTAL_SECONDS);
    }

    /** The seconds of everything; null if a part is not known, since a sum without it would be too small. */
    @Nullable
    Double total() {
        return before == null ? null : (Double) (training + preparation + before);
    }
}
