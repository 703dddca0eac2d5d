package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Scorer;

/** The best weights so far, by score on dev, then by loss. */
final class BestOnDev implements AutoCloseable {
    private final NDManager owner;
    private final Scorer scorer;
    private final Standardization standardization;
    private List<NDArray> weights = List.of();
    private @Nullable Score score;
    private Evaluation dev = Evaluation.NONE;
    private int step;

    BestOnDev(NDManager owner, Scorer scorer, Standardization standardization) {
        this.owner = owner;
        this.scorer = scorer;
        this.standardization = standardization;
    }

    /** Keeps a copy of the weights if they are better than the previous ones. */
    boolean consider(int at, List<NDArray> now, Evaluation found) {
        Score value = scorer.score(found.predictions());
        if (score != null && !better(value, score, found.loss())) {
            return false;
        }
        weights.forEach(NDArray::close);
        weights = new ArrayList<>();
        for (NDArray w : now) {
            NDArray copy = w.duplicate();
            copy.attach(owner);
            weights.add(copy);
        }
        dev = found;
        score = value;
        step = at;
        return true;
    }

    private boolean better(Score now, Score before, double lossNow) {
        return now.metric().better(now.value(), before.value())
                || (now.value() == before.value() && lossNow < dev.loss());
    }

    @Nullable
    Score score() {
        return score;
    }

    double loss() {
        return dev.loss();
    }

    Trained trained(String stopped) {
        return new Trained(owner, standardization, weights, dev, step, stopped, "");
    }

    Trained failed(String reason) {
        weights.forEach(NDArray::close);
        return new Trained(owner, standardization, List.of(), Evaluation.NONE, 0, "", reason);
    }

    @Override
    public void close() {
        owner.close();
    }
}
