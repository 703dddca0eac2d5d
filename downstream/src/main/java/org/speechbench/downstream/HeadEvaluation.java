package org.speechbench.downstream;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.HeadContext;
import org.speechbench.downstream.head.HeadProvider;
import org.speechbench.downstream.train.DownstreamModel;
import org.speechbench.downstream.train.DownstreamTrainer;
import org.speechbench.downstream.train.Example;
import org.speechbench.downstream.train.HeadObjective;
import org.speechbench.downstream.train.Scoring;
import org.speechbench.downstream.train.Trained;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.Trial;
import org.speechbench.upstream.UpstreamCard;

/**
 * A cell whose head is trained: the head is trained at every learning rate of the grid, and the best one on dev is
 * scored on every test split.
 */
final class HeadEvaluation {
    private final TaskRun run;
    private final NamedServices<HeadProvider> heads;
    private final NamedServices<HeadObjective> objectives;
    private final Progress progress;

    HeadEvaluation(TaskRun run) {
        ClassLoader loader = HeadEvaluation.class.getClassLoader();
        this.run = run;
        this.heads = NamedServices.load(HeadProvider.class, loader);
        this.objectives = NamedServices.load(HeadObjective.class, loader);
        this.progress = run.progress();
    }

    /** Runs a cell, see {@link TaskRun#run}. */
    void run(CellRequest request, Consumer<CellResult> finished) {
        long start = System.nanoTime();
        Task task = request.task();
        CellData data = new CellData(task, request.corpus(), request.options().limit());
        TargetEncoder targets = task.targets(request.corpus());
        Recipe recipe = recipe(request, targets.classes());
        UpstreamCard card = request.upstream().card();
        Head head = heads.get(recipe.head())
                .create(new HeadContext(card.hiddenSize(), targets.classes(), card.frameRate(), recipe.parameters()));
        HeadObjective objective = objectives.get(recipe.objective());
        try (DownstreamModel model =
                new DownstreamModel(run.engine(), head, modelOptions(request, recipe, objective, targets, card))) {
            FrozenFeatures features = run.encode(request, data.utterances(), model.pooling());
            CellData.Examples examples = data.examples(task, targets, features, card.frameRate());
            CellResult.Counts counts = counts(request, examples, objective, head);
            Scoring scoring = new Scoring(targets, task.scorer(), trials(request), card.frameRate());
            train(new Prepared(request, model, features, examples, counts, scoring, recipe), start, finished);
        }
    }

    /** A cell with its features. */
    private record Prepared(
            CellRequest request,
            DownstreamModel model,
            FrozenFeatures features,
            CellData.Examples examples,
            CellResult.Counts counts,
            Scoring scoring,
            Recipe recipe) {}

    /**
     * Trains with all seeds: the first one tries all learning rates, the others use the rate that was selected with it.
     */
    private void train(Prepared cell, long start, Consumer<CellResult> finished) {
        long began = start;
        Recipe next = cell.recipe();
        for (long seed : cell.request().seeds()) {
            double selected = train(cell, next, seed, began, finished);
            next = cell.recipe().withLearningRates(List.of(selected));
            began = System.nanoTime();
        }
    }

    /** Trains with one seed and returns the learning rate that was best. */
    private double train(Prepared cell, Recipe recipe, long seed, long began, Consumer<CellResult> finished) {
        String label = label(cell.request(), seed);
        try (DownstreamTrainer trainer =
                new DownstreamTrainer(run.engine(), cell.model(), recipe, cell.features(), cell.scoring(), seed)) {
            RateSweep sweep = new RateSweep(
                    label,
                    trainer,
                    cell.examples(),
                    cell.scoring().scorer(),
                    recipe,
                    cell.request().options(),
                    progress);
            try (RateRun best = sweep.best()) {
                finished.accept(new CellResult(
                        seed,
                        new CellResult.TrainedHead(describe(cell.recipe()), size(cell.model())),
                        test(trainer, cell, label, best),
                        sweep.grid(),
                        best.result().learningRate(),
                        weights(cell.examples().folds(), best),
                        cell.counts(),
                        seconds(began)));
                return best.learningRate();
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long size(DownstreamModel model) {
        return model.parameters().stream().mapToLong(ParameterSpec::size).sum();
    }

    private static String label(CellRequest request, long seed) {
        return request.seeds().size() == 1 ? request.label() : request.label() + " seed " + seed;
    }

    private static DownstreamModel.Options modelOptions(
            CellRequest request, Recipe recipe, HeadObjective objective, TargetEncoder targets, UpstreamCard card) {
        return new DownstreamModel.Options(
                objective,
                targets.groups(),
                card.layers(),
                card.hiddenSize(),
                request.options().normalize(),
                recipe.sampling().specAugment(),
                request.options().onlyLayer());
    }

    private static List<Trial> trials(CellRequest request) {
        return request.options().trials().isEmpty()
                ? request.task().trials(request.corpus())
                : request.options().trials();
    }

    private static Recipe recipe(CellRequest request, int classes) {
        Recipe recipe = request.task().recipe(request.preset(), classes);
        Integer steps = request.options().steps();
        if (steps != null) {
            recipe = recipe.withSteps(steps, Math.min(steps, recipe.evaluateEvery()));
        }
        List<Double> rates = request.options().learningRates();
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

    private CellResult.Counts counts(
            CellRequest request, CellData.Examples examples, HeadObjective objective, Head head) {
        examples.check(request.label(), objective, head);
        CellResult.Counts counts = examples.counts(objective, head);
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

    private List<CellResult.TestResult> test(DownstreamTrainer trainer, Prepared cell, String label, RateRun best) {
        CellData.Examples examples = cell.examples();
        List<Fold> folds = examples.folds();
        List<CellResult.TestResult> tests = new ArrayList<>();
        for (int i = 0; i < folds.get(0).tests().size(); i++) {
            Set<String> names = new LinkedHashSet<>();
            List<List<Prediction>> predictions = new ArrayList<>();
            for (int f = 0; f < folds.size(); f++) {
                String split = folds.get(f).tests().get(i);
                names.add(split);
                Trained trained = best.folds().get(f);
                List<Example> test = examples.of(split);
                try (Progress.Stage stage = progress.start(label + " on " + split, test.size())) {
                    predictions.add(trainer.predict(test, trained, stage));
                }
            }
            tests.addAll(CellResult.TestResult.scored(
                    cell.request().task(), names.size() == 1 ? names.iterator().next() : "test", predictions));
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
