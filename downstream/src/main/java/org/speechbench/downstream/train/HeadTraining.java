package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.core.result.Score;
import org.speechbench.engine.optim.AdamW;

/**
 * The training of one head at one learning rate on one fold, which can pause at any step without changing the result.
 * It ends when its steps are done, when dev has not improved for as many evaluations as its patience, or when a loss or
 * gradient is not finite.
 */
public final class HeadTraining implements AutoCloseable {
    private final DownstreamTrainer trainer;
    private final DownstreamTrainer.Start start;
    private final NDManager working;
    private final List<NDArray> weights;
    private final AdamW optimiser;
    private final BestOnDev best;
    private int step;
    private int looks;
    private String failure = "";
    private String stopped = "";
    private boolean handedOver;

    HeadTraining(
            DownstreamTrainer trainer,
            DownstreamTrainer.Start start,
            NDManager working,
            List<NDArray> weights,
            AdamW optimiser,
            BestOnDev best) {
        this.trainer = trainer;
        this.start = start;
        this.working = working;
        this.weights = weights;
        this.optimiser = optimiser;
        this.best = best;
    }

    /** Trains until a number of steps are done, or training has ended; advances the stage by one per step. */
    public void advance(int steps, Progress.Stage stage) {
        while (step < steps && !over()) {
            train(Math.min(steps, trainer.nextLook(step)), stage);
            if (!over() && trainer.looksAtDev(step)) {
                look();
            }
        }
    }

    /** Trains without looking at dev, so that no batch is prepared for steps that may never be done. */
    private void train(int until, Progress.Stage stage) {
        try (ReadAhead<BatchLoader.Loaded> batches = trainer.batches(start, step + 1, until)) {
            while (step < until && !over()) {
                step(batches, stage);
            }
        }
    }

    private void step(ReadAhead<BatchLoader.Loaded> batches, Progress.Stage stage) {
        try (BatchLoader.Loaded batch = batches.next()) {
            step++;
            double loss = trainer.step(optimiser, weights, batch, start.learningRate(), step);
            if (!Double.isFinite(loss)) {
                failure = String.format(Locale.ROOT, "the loss or its gradient is not finite at step %d", step);
                return;
            }
            stage.advance(1, String.format(Locale.ROOT, "loss %.3f", loss));
        }
    }

    private void look() {
        boolean better = best.consider(step, weights, trainer.evaluate(weights, start));
        looks = better ? 0 : looks + 1;
        if (start.patience() > 0 && looks >= start.patience()) {
            stopped = "stopped at step " + step + ", no better for " + looks + " looks at dev";
        }
    }

    private boolean over() {
        return !failure.isEmpty() || !stopped.isEmpty();
    }

    public boolean failed() {
        return !failure.isEmpty();
    }

    /** Number of steps done. */
    public int step() {
        return step;
    }

    /** The best score on dev so far; null before the first evaluation. */
    public @Nullable Score dev() {
        return best.score();
    }

    /** Dev loss at the evaluation with that score. */
    public double devLoss() {
        return best.loss();
    }

    /** The trained head, which owns its weights; the training cannot continue afterwards. */
    public Trained finish() {
        handedOver = true;
        return failed() ? best.failed(failure) : best.trained(stopped);
    }

    @Override
    public void close() {
        optimiser.close();
        working.close();
        if (!handedOver) {
            best.close();
        }
    }
}
