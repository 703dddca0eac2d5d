package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.Seeds;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Trial;
import org.speechbench.upstream.checkpoint.ParameterSet;
import org.speechbench.upstream.optim.AdamOptions;
import org.speechbench.upstream.optim.AdamW;
import org.speechbench.upstream.script.EngineContext;

/**
 * Trains a head on frozen features: Adam with PyTorch's constants and a constant rate, gradients clipped by their global
 * norm, dev looked at every so many steps and after the last, the best kept (equal scores: the lower dev loss). Start
 * weights and batches are the same for every learning rate.
 */
public final class DownstreamTrainer {
    private final EngineContext engine;
    private final DownstreamModel model;
    private final FrozenFeatures features;
    private final Recipe recipe;
    private final Scorer scorer;
    private final BatchBuilder builder;
    private final Evaluator evaluator;
    private final Seeds seeds;

    /** @param trials what embeddings are compared on, of any split; empty where the objective is no verification
     * @param frameRate frames a second of the features */
    public DownstreamTrainer(
            EngineContext engine,
            DownstreamModel model,
            Recipe recipe,
            FrozenFeatures features,
            TargetEncoder targets,
            Scorer scorer,
            List<Trial> trials,
            double frameRate,
            long seed) {
        this.engine = engine;
        this.model = model;
        this.features = features;
        this.recipe = recipe;
        this.scorer = scorer;
        this.seeds = new Seeds(seed);
        int layers = model.options().layers();
        this.builder = new BatchBuilder(
                features,
                model.head(),
                model.pooling(),
                layers,
                model.options().dim(),
                model.options().onlyLayer());
        NDManager manager = engine.manager();
        this.evaluator = switch (model.options().objective()) {
            case AM_SOFTMAX -> new TrialEvaluator(manager, model, builder, trials);
            case PIT -> new ActivityEvaluator(manager, model, builder, targets, scorer, frameRate);
            case CTC, CROSS_ENTROPY -> new LabelEvaluator(manager, model, builder, targets);
        };
    }

    /**
     * Trains at one learning rate. A loss or gradient that is not finite ends the training as failed.
     *
     * @param train at least one example; those without frames are left out
     */
    public Trained train(List<Example> train, List<Example> dev, double learningRate, Progress.Stage stage) {
        NDManager owner = engine.manager().newSubManager();
        NDManager working = owner.newSubManager();
        ParameterSet start = ParameterSet.random(working, model.parameters(), seeds.random("init", 0, 0));
        List<NDArray> weights = start.list();
        List<Example> usable = train.stream().filter(e -> e.frames() > 0).toList();
        BatchOrder order =
                new BatchOrder(usable, recipe.batch(), model.pooling() == Pooling.NONE, recipe.balanced(), seeds);
        Standardization standardization =
                model.pooling() == Pooling.STATISTICS ? Standardization.of(features, usable) : Standardization.NONE;
        Best best = new Best(owner, scorer, standardization);
        AdamOptions adam = AdamOptions.ADAM.withClip(recipe.clip()).withWeightDecay(recipe.weightDecay());
        try (working;
                AdamW optimiser = AdamW.create(engine, weights, adam)) {
            for (int step = 1; step <= recipe.steps(); step++) {
                double loss = step(optimiser, weights, order.next(), standardization, learningRate, step);
                if (!Double.isFinite(loss)) {
                    return best.failed(
                            String.format(Locale.ROOT, "the loss or its gradient is not finite at step %d", step));
                }
                if (step % recipe.evaluateEvery() == 0 || step == recipe.steps()) {
                    best.offer(step, weights, evaluator.evaluate(dev, weights, standardization, null));
                }
                stage.advance(1, String.format(Locale.ROOT, "loss %.3f", loss));
            }
            return best.trained();
        }
    }

    /** What trained weights say about further utterances, in order. */
    public List<Prediction> predict(List<Example> examples, Trained trained) {
        return evaluator
                .evaluate(examples, trained.weights(), trained.standardization(), trained.decision())
                .predictions();
    }

    /** The loss; not finite if loss or gradients are not. */
    private double step(
            AdamW optimiser,
            List<NDArray> weights,
            List<Example> examples,
            Standardization standardization,
            double rate,
            int step) {
        try (NDManager m = engine.manager().newSubManager()) {
            engine.seed(seeds.of("dropout", step, 0));
            Batch batch = builder.build(m, examples, standardization);
            NDList out = model.gradients(m, batch, weights, augmentation(m, examples, step));
            NDArray norm = optimiser.step(m, rate, out.subList(1, out.size()));
            return Float.isFinite(norm.getFloat()) ? out.get(0).getFloat() : Double.NaN;
        }
    }

    private List<NDArray> augmentation(NDManager m, List<Example> examples, int step) {
        if (!model.options().specAugment()) {
            return List.of();
        }
        int[] lengths = examples.stream().mapToInt(Example::frames).toArray();
        return SpecAugment.draw(lengths, model.options().dim(), seeds.random("augment", step, 0))
                .arrays(m);
    }

    /** The best weights so far. */
    private static final class Best {
        private final NDManager owner;
        private final Scorer scorer;
        private final Standardization standardization;
        private List<NDArray> weights = List.of();
        private List<Prediction> predictions = List.of();
        private double score;
        private double loss;
        private int step;
        private @Nullable Decision decision;

        Best(NDManager owner, Scorer scorer, Standardization standardization) {
            this.owner = owner;
            this.scorer = scorer;
            this.standardization = standardization;
        }

        void offer(int at, List<NDArray> now, Evaluator.Evaluation dev) {
            double value = scorer.score(dev.predictions()).value();
            boolean better = scorer.metric().better(value, score) || (value == score && dev.loss() < loss);
            if (step > 0 && !better) {
                return;
            }
            weights.forEach(NDArray::close);
            weights = new ArrayList<>();
            for (NDArray w : now) {
                NDArray copy = w.duplicate();
                copy.attach(owner);
                weights.add(copy);
            }
            predictions = dev.predictions();
            score = value;
            loss = dev.loss();
            step = at;
            decision = dev.decision();
        }

        Trained trained() {
            return new Trained(owner, standardization, weights, predictions, loss, step, decision, "");
        }

        Trained failed(String reason) {
            weights.forEach(NDArray::close);
            return new Trained(owner, standardization, List.of(), List.of(), Double.NaN, 0, null, reason);
        }
    }
}
