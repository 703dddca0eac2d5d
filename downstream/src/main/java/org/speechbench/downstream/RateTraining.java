package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Score;
import org.speechbench.downstream.train.Decision;
import org.speechbench.downstream.train.DownstreamTrainer;
import org.speechbench.downstream.train.Evaluation;
import org.speechbench.downstream.train.HeadTraining;
import org.speechbench.downstream.train.Trained;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Scorer;

/** The training of a head at one learning rate on every fold. It starts with the first call of {@link #advance}. */
final class RateTraining implements AutoCloseable {
    private final DownstreamTrainer trainer;
    private final CellData.Examples examples;
    private final Scorer scorer;
    private final double learningRate;
    private final int patience;
    private final List<HeadTraining> folds = new ArrayList<>();
    private double seconds;

    RateTraining(
            DownstreamTrainer trainer, CellData.Examples examples, Scorer scorer, double learningRate, int patience) {
        this.trainer = trainer;
        this.examples = examples;
        this.scorer = scorer;
        this.learningRate = learningRate;
        this.patience = patience;
    }

    double learningRate() {
        return learningRate;
    }

    /** Number of steps done on the first fold. */
    int step() {
        return folds.isEmpty() ? 0 : folds.get(0).step();
    }

    /** Trains every fold until a number of steps are done; the folds after one that fails are not trained. */
    void advance(int steps, Progress.Stage stage) {
        long start = System.nanoTime();
        for (int f = 0; f < examples.folds().size() && !failed(); f++) {
            if (f == folds.size()) {
                Fold fold = examples.folds().get(f);
                folds.add(trainer.start(examples.of(fold.train()), examples.of(fold.dev()), learningRate, patience));
            }
            folds.get(f).advance(steps, stage);
        }
        seconds += (System.nanoTime() - start) / 1e9;
    }

    boolean failed() {
        return folds.stream().anyMatch(HeadTraining::failed);
    }

    /** Mean over folds of the best score on dev so far; null if there is none. */
    @Nullable
    Double dev() {
        double sum = 0;
        for (HeadTraining fold : folds) {
            Score score = fold.dev();
            if (score == null || fold.failed()) {
                return null;
            }
            sum += score.value();
        }
        return folds.isEmpty() ? null : (Double) (sum / folds.size());
    }

    double devLoss() {
        return folds.stream().mapToDouble(HeadTraining::devLoss).average().orElse(Double.NaN);
    }

    /** @param givenUp why training does not continue although it could; empty if that is not the case */
    RateRun finish(String givenUp) {
        List<Trained> trained = folds.stream().map(HeadTraining::finish).toList();
        return new RateRun(trained, result(trained, givenUp));
    }

    private CellResult.RateResult result(List<Trained> trained, String givenUp) {
        List<Integer> steps = trained.stream().map(Trained::step).toList();
        String failure = failure(trained);
        if (!failure.isEmpty()) {
            return new CellResult.RateResult(learningRate, null, null, steps, List.of(), "", failure, seconds);
        }
        List<Evaluation> onDev = trained.stream().map(Trained::dev).toList();
        List<String> decisions = onDev.stream()
                .map(Evaluation::decision)
                .filter(Objects::nonNull)
                .map(Decision::toString)
                .toList();
        Score dev =
                scorer.scoreFolds(onDev.stream().map(Evaluation::predictions).toList());
        double loss = onDev.stream().mapToDouble(Evaluation::loss).average().orElseThrow();
        String stopped = givenUp.isEmpty()
                ? trained.stream()
                        .map(Trained::stopped)
                        .filter(s -> !s.isEmpty())
                        .collect(Collectors.joining(" / "))
                : givenUp;
        return new CellResult.RateResult(learningRate, dev, loss, steps, decisions, stopped, "", seconds);
    }

    private String failure(List<Trained> trained) {
        for (int f = 0; f < trained.size(); f++) {
            if (trained.get(f).failed()) {
                String reason = trained.get(f).failure();
                return examples.folds().size() == 1
                        ? reason
                        : examples.folds().get(f).name() + ": " + reason;
            }
        }
        return "";
    }

    @Override
    public void close() {
        folds.forEach(HeadTraining::close);
    }
}
