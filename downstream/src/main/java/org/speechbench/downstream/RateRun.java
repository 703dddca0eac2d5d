package org.speechbench.downstream;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.downstream.train.Trained;

/**
 * The results of one learning rate on every fold.
 *
 * @param folds trained heads, in the order of the folds
 * @param result as it is reported
 */
record RateRun(List<Trained> folds, CellResult.RateResult result) implements AutoCloseable {
    RateRun {
        folds = List.copyOf(folds);
    }

    double learningRate() {
        return Objects.requireNonNull(result.learningRate(), "a training has a learning rate");
    }

    /** Whether it is better than another on dev: by score, then by loss. */
    boolean beats(@Nullable RateRun other) {
        Score mine = result.dev();
        Double loss = result.devLoss();
        if (mine == null || loss == null) {
            return false;
        }
        Score theirs = other == null ? null : other.result.dev();
        Double theirLoss = other == null ? null : other.result.devLoss();
        if (theirs == null || theirLoss == null) {
            return true;
        }
        return mine.metric().better(mine.value(), theirs.value())
                || (mine.value() == theirs.value() && loss < theirLoss);
    }

    @Override
    public void close() {
        folds.forEach(Trained::close);
    }
}
