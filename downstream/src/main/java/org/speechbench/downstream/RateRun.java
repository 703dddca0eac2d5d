package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Score;
import org.speechbench.downstream.train.Decision;
import org.speechbench.downstream.train.DownstreamTrainer;
import org.speechbench.downstream.train.Trained;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Scorer;

/**
 * One learning rate on every fold.
 *
 * @param folds what was trained, in the order of the folds
 * @param result as it is reported
 */
record RateRun(List<Trained> folds, CellResult.RateResult result) implements AutoCloseable {
    RateRun {
        folds = List.copyOf(folds);
    }

    static RateRun train(
            DownstreamTrainer trainer,
            CellData.Examples examples,
            Scorer scorer,
            double learningRate,
            Progress.Stage stage) {
        long start = System.nanoTime();
        List<Trained> folds = new ArrayList<>();
        String failure = "";
        for (Fold fold : examples.folds()) {
            Trained trained = trainer.train(examples.of(fold.train()), examples.of(fold.dev()), learningRate, stage);
            folds.add(trained);
            if (trained.failed()) {
                failure = examples.folds().size() == 1 ? trained.failure() : fold.name() + ": " + trained.failure();
                break;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new RateRun(folds, result(folds, scorer, learningRate, failure, seconds));
    }

    private static CellResult.RateResult result(
            List<Trained> folds, Scorer scorer, double learningRate, String failure, double seconds) {
        List<Integer> steps = folds.stream().map(Trained::step).toList();
        if (!failure.isEmpty()) {
            return new CellResult.RateResult(learningRate, null, null, steps, List.of(), failure, seconds);
        }
        Score dev = scorer.scoreFolds(folds.stream().map(Trained::dev).toList());
        List<String> decisions = folds.stream()
                .map(Trained::decision)
                .filter(Objects::nonNull)
                .map(Decision::toString)
                .toList();
        double loss = folds.stream().mapToDouble(Trained::devLoss).average().orElseThrow();
        return new CellResult.RateResult(learningRate, dev, loss, steps, decisions, "", seconds);
    }

    /** Whether it beats another on dev: by score, then by loss. */
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
