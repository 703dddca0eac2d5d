package org.speechbench.downstream;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.downstream.train.DownstreamTrainer;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;

/** Trains a head at several learning rates and keeps the best on dev. */
final class RateSweep {
    private final String label;
    private final DownstreamTrainer trainer;
    private final CellData.Examples examples;
    private final Scorer scorer;
    private final Recipe recipe;
    private final CellOptions options;
    private final Progress progress;
    private final Map<Double, CellResult.RateResult> results = new TreeMap<>();

    RateSweep(
            String label,
            DownstreamTrainer trainer,
            CellData.Examples examples,
            Scorer scorer,
            Recipe recipe,
            CellOptions options,
            Progress progress) {
        this.label = label;
        this.trainer = trainer;
        this.examples = examples;
        this.scorer = scorer;
        this.recipe = recipe;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Trains at every rate of the recipe.
     *
     * @throws IllegalStateException if training failed at all of them
     */
    RateRun best() {
        List<RateTraining> trainings = new ArrayList<>();
        for (double rate : recipe.learningRates()) {
            trainings.add(new RateTraining(trainer, examples, scorer, rate, options.patience()));
        }
        RateRun best = null;
        try {
            for (int rung : rungs()) {
                trainings.forEach(t -> advance(t, rung));
                giveUp(trainings, rung);
            }
            for (RateTraining training : List.copyOf(trainings)) {
                advance(training, recipe.steps());
                best = keep(best, finish(trainings, training, ""));
            }
        } finally {
            trainings.forEach(RateTraining::close);
        }
        if (best == null) {
            throw new IllegalStateException(label + ": training failed at every learning rate: "
                    + grid().stream().map(RateSweep::failure).collect(Collectors.joining("; ")));
        }
        return best;
    }

    /** One entry per rate, in the order of the recipe. */
    List<CellResult.RateResult> grid() {
        List<CellResult.RateResult> grid = new ArrayList<>();
        for (double rate : recipe.learningRates()) {
            CellResult.RateResult result = results.get(rate);
            if (result != null) {
                grid.add(result);
            }
        }
        return grid;
    }

    /** The steps at which the worse half is dropped; dev has been evaluated by then. */
    private List<Integer> rungs() {
        if (!options.halving()) {
            return List.of();
        }
        int every = recipe.evaluateEvery();
        return List.of(recipe.steps() / 4, recipe.steps() / 2).stream()
                .map(steps -> Math.max(1, (steps + every - 1) / every) * every)
                .filter(steps -> steps < recipe.steps())
                .distinct()
                .toList();
    }

    private void advance(RateTraining training, int steps) {
        String name = label + " lr " + number(training.learningRate());
        long total = (long) (steps - training.step()) * examples.folds().size();
        try (Progress.Stage stage = progress.start(steps < recipe.steps() ? name + " to step " + steps : name, total)) {
            training.advance(steps, stage);
        }
    }

    private void giveUp(List<RateTraining> trainings, int rung) {
        List<RateTraining> ranked = trainings.stream()
                .filter(t -> t.dev() != null)
                .sorted(this::compare)
                .toList();
        for (RateTraining training : List.copyOf(trainings)) {
            if (ranked.indexOf(training) >= (ranked.size() + 1) / 2) {
                finish(trainings, training, "given up at step " + rung + ", behind other rates on dev")
                        .close();
            }
        }
    }

    /** Orders the better one on dev first. */
    private int compare(RateTraining a, RateTraining b) {
        Double first = a.dev();
        Double second = b.dev();
        if (first == null || second == null || first.equals(second)) {
            return Double.compare(a.devLoss(), b.devLoss());
        }
        return scorer.metric().better(first, second) ? -1 : 1;
    }

    private RateRun finish(List<RateTraining> trainings, RateTraining training, String givenUp) {
        RateRun run = training.finish(givenUp);
        results.put(training.learningRate(), run.result());
        training.close();
        trainings.remove(training);
        return run;
    }

    private static @Nullable RateRun keep(@Nullable RateRun best, RateRun run) {
        if (!run.beats(best)) {
            run.close();
            return best;
        }
        if (best != null) {
            best.close();
        }
        return run;
    }

    private static String failure(CellResult.RateResult result) {
        Double rate = result.learningRate();
        return (rate == null ? "" : number(rate) + ": ") + result.failure();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
