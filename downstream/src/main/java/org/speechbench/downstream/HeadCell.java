package org.speechbench.downstream;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.HeadContext;
import org.speechbench.downstream.head.HeadProvider;
import org.speechbench.downstream.train.DownstreamModel;
import org.speechbench.downstream.train.DownstreamTrainer;
import org.speechbench.downstream.train.Objective;
import org.speechbench.downstream.train.Trained;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.Trial;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.checkpoint.ParameterSpec;
import org.speechbench.upstream.script.EngineContext;

/** A cell whose head is trained: at every learning rate of the grid, the best on dev is scored on every test split. */
final class HeadCell {
    private final CellEncoder encoder;
    private final NamedServices<HeadProvider> heads;
    private final Progress progress;

    HeadCell(CellEncoder encoder, NamedServices<HeadProvider> heads, Progress progress) {
        this.encoder = encoder;
        this.heads = heads;
        this.progress = progress;
    }

    /**
     * Runs a cell.
     *
     * @throws UserError if corpus, recipe and upstream do not go together
     * @throws IllegalStateException if training failed at every learning rate
     */
    CellResult run(CellRequest request) {
        long start = System.nanoTime();
        EngineContext engine = encoder.engine();
        Task task = request.task();
        CellData data = new CellData(task, request.corpus(), request.limit());
        TargetEncoder targets = task.targets(request.corpus());
        Recipe recipe = recipe(request, targets.classes());
        UpstreamCard card = request.upstream().card();
        Head head = heads.get(recipe.head())
                .create(new HeadContext(card.hiddenSize(), targets.classes(), card.frameRate(), recipe.parameters()));
        Objective objective = Objective.of(recipe.objective());
        DownstreamModel.Options options = new DownstreamModel.Options(
                objective,
                targets.groups(),
                card.layers(),
                card.hiddenSize(),
                request.normalize(),
                recipe.specAugment(),
                request.onlyLayer());
        try (DownstreamModel model = new DownstreamModel(engine, head, options)) {
            FrozenFeatures features = encoder.encode(request, data.utterances(), model.pooling());
            double encodeSeconds = (System.nanoTime() - start) / 1e9;
            CellData.Examples examples = data.examples(task, targets, features, card.frameRate());
            CellResult.Counts counts = counts(request, examples, objective, head);
            Scorer scorer = task.scorer();
            DownstreamTrainer trainer = new DownstreamTrainer(
                    engine,
                    model,
                    recipe,
                    features,
                    targets,
                    scorer,
                    trials(request),
                    card.frameRate(),
                    request.seed());
            List<CellResult.RateResult> grid = new ArrayList<>();
            try (RateRun best = sweep(request, recipe, trainer, examples, scorer, grid)) {
                return new CellResult(
                        describe(recipe),
                        model.parameters().stream()
                                .mapToLong(ParameterSpec::size)
                                .sum(),
                        test(trainer, examples, task, best),
                        grid,
                        best.result().learningRate(),
                        weights(examples.folds(), best),
                        counts,
                        encodeSeconds,
                        (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static List<Trial> trials(CellRequest request) {
        return request.trials().isEmpty() ? request.task().trials(request.corpus()) : request.trials();
    }

    private static Recipe recipe(CellRequest request, int classes) {
        Recipe recipe = request.task().recipe(request.preset(), classes);
        Integer steps = request.steps();
        if (steps != null) {
            recipe = recipe.withSteps(steps, Math.min(steps, recipe.evaluateEvery()));
        }
        List<Double> rates = request.learningRates();
        if (rates != null) {
            recipe = recipe.withLearningRates(rates);
        }
        if (recipe.steps() < 1 || recipe.learningRates().isEmpty()) {
            throw new UserError(
                    request.label() + " has " + recipe.steps() + " steps and "
                            + recipe.learningRates().size() + " learning rates.",
                    "Give at least one of each.");
        }
        return recipe;
    }

    private CellResult.Counts counts(CellRequest request, CellData.Examples examples, Objective objective, Head head) {
        CellResult.Counts counts = examples.counts(objective, head);
        if (counts.train() == 0) {
            throw new UserError(
                    request.label() + ": no training utterance is long enough for one frame.",
                    "Use another corpus or upstream.");
        }
        if (counts.infeasible() + counts.infeasibleTest() > 0) {
            progress.note(request.label() + ": the target is longer than the frames allow in " + counts.infeasible()
                    + " of " + counts.train() + " training utterances and " + counts.infeasibleTest()
                    + " of dev and test");
        }
        if (counts.tooShort() > 0) {
            progress.note(request.label() + ": " + counts.tooShort() + " utterances are shorter than one frame");
        }
        return counts;
    }

    private RateRun sweep(
            CellRequest request,
            Recipe recipe,
            DownstreamTrainer trainer,
            CellData.Examples examples,
            Scorer scorer,
            List<CellResult.RateResult> grid) {
        RateRun best = null;
        long total = (long) recipe.steps() * examples.folds().size();
        for (double rate : recipe.learningRates()) {
            RateRun run;
            try (Progress.Stage stage = progress.start(request.label() + " lr " + number(rate), total)) {
                run = RateRun.train(trainer, examples, scorer, rate, stage);
            }
            grid.add(run.result());
            best = keep(best, run);
        }
        if (best == null) {
            throw new IllegalStateException(request.label() + ": training failed at every learning rate: "
                    + grid.stream().map(HeadCell::failure).collect(Collectors.joining("; ")));
        }
        return best;
    }

    private static String failure(CellResult.RateResult result) {
        Double rate = result.learningRate();
        return (rate == null ? "" : number(rate) + ": ") + result.failure();
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

    private static List<CellResult.TestResult> test(
            DownstreamTrainer trainer, CellData.Examples examples, Task task, RateRun best) {
        List<Fold> folds = examples.folds();
        List<CellResult.TestResult> tests = new ArrayList<>();
        for (int i = 0; i < folds.get(0).tests().size(); i++) {
            Set<String> names = new LinkedHashSet<>();
            List<List<Prediction>> predictions = new ArrayList<>();
            for (int f = 0; f < folds.size(); f++) {
                String split = folds.get(f).tests().get(i);
                names.add(split);
                Trained trained = best.folds().get(f);
                predictions.add(trainer.predict(examples.of(split), trained));
            }
            tests.add(new CellResult.TestResult(
                    names.size() == 1 ? names.iterator().next() : "test",
                    task.scorer().scoreFolds(predictions),
                    task.further().stream().map(f -> f.scoreFolds(predictions)).toList(),
                    predictions.stream().flatMap(List::stream).toList()));
        }
        return tests;
    }

    private static List<CellResult.LayerWeights> weights(List<Fold> folds, RateRun best) {
        List<CellResult.LayerWeights> weights = new ArrayList<>();
        for (int f = 0; f < folds.size(); f++) {
            weights.add(new CellResult.LayerWeights(
                    folds.get(f).name(), best.folds().get(f).layerWeights()));
        }
        return weights;
    }

    private static String describe(Recipe recipe) {
        return recipe.head()
                + new TreeMap<>(recipe.parameters())
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + number(e.getValue()))
                                .collect(Collectors.joining(" ", "(", ")"));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
