package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.core.Seeds;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.device.DeviceMemory;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;

/**
 * Trains a head on frozen features: Adam with PyTorch's constants and a constant learning rate, gradients clipped by
 * their global norm, evaluation on dev at regular intervals and after the last step. The best weights are kept (of
 * equal scores those with the lower dev loss). Initial weights and batches are the same for every learning rate.
 */
public final class DownstreamTrainer implements AutoCloseable {
    /** Evaluation on dev is part of training, which reports its own progress. */
    private static final Progress.Stage UNSEEN = Progress.silent().start("", 0);

    private final EngineContext engine;
    private final DownstreamModel model;
    private final FrozenFeatures features;
    private final Recipe recipe;
    private final Scoring scoring;
    private final BatchLoader loader;
    private final Evaluator evaluator;
    private final Seeds seeds;

    /** A trainer that keeps states on the engine's device, if that is a GPU and they fit, until it is closed. */
    public DownstreamTrainer(
            EngineContext engine,
            DownstreamModel model,
            Recipe recipe,
            FrozenFeatures features,
            Scoring scoring,
            long seed) {
        this(engine, model, recipe, features, scoring, seed, DeviceMemory.of(engine.device()));
    }

    DownstreamTrainer(
            EngineContext engine,
            DownstreamModel model,
            Recipe recipe,
            FrozenFeatures features,
            Scoring scoring,
            long seed,
            DeviceMemory memory) {
        this.engine = engine;
        this.model = model;
        this.features = features;
        this.recipe = recipe;
        this.scoring = scoring;
        this.seeds = new Seeds(seed);
        this.loader = new BatchLoader(engine, model, features, memory);
        this.evaluator = new Evaluator(model, loader, scoring);
    }

    /**
     * Trains at one learning rate for all steps. A loss or gradient that is not finite ends the training as failed.
     *
     * @param train at least one example; those without frames are left out
     */
    public Trained train(List<Example> train, List<Example> dev, double learningRate, Progress.Stage stage) {
        try (HeadTraining training = start(train, dev, learningRate, 0)) {
            training.advance(recipe.steps(), stage);
            return training.finish();
        }
    }

    /**
     * @param train at least one example; those without frames are left out
     * @param patience evaluations on dev without improvement after which training ends; 0 for no early end
     */
    public HeadTraining start(List<Example> train, List<Example> dev, double learningRate, int patience) {
        NDManager owner = engine.manager().newSubManager();
        NDManager working = engine.manager().newSubManager();
        List<NDArray> weights = ParameterSet.random(working, model.parameters(), seeds.random("init", 0, 0))
                .list();
        List<Example> usable = train.stream().filter(e -> e.frames() > 0).toList();
        BatchOrder order = new BatchOrder(
                usable,
                recipe.batch(),
                model.pooling() == Pooling.NONE,
                recipe.sampling().balanced(),
                seeds);
        Standardization standardization =
                model.pooling() == Pooling.STATISTICS ? Standardization.of(features, usable) : Standardization.NONE;
        AdamOptions adam = AdamOptions.ADAM.withClip(recipe.clip()).withWeightDecay(recipe.weightDecay());
        return new HeadTraining(
                this,
                new Start(order, dev, standardization, learningRate, patience),
                working,
                weights,
                AdamW.create(engine, weights, adam),
                new BestOnDev(owner, scoring.scorer(), standardization));
    }

    /** The initial state of a training run. */
    record Start(
            BatchOrder order, List<Example> dev, Standardization standardization, double learningRate, int patience) {}

    /** Predictions of trained weights for further utterances, in order. */
    public List<Prediction> predict(List<Example> examples, Trained trained, Progress.Stage stage) {
        return evaluator
                .evaluate(
                        examples,
                        trained.weights(),
                        trained.standardization(),
                        trained.dev().decision(),
                        stage)
                .predictions();
    }

    boolean looksAtDev(int step) {
        return step % recipe.evaluateEvery() == 0 || step == recipe.steps();
    }

    /** The first step after this one at which dev is evaluated. */
    int nextLook(int step) {
        int regular = (step / recipe.evaluateEvery() + 1) * recipe.evaluateEvery();
        return step < recipe.steps() ? Math.min(regular, recipe.steps()) : regular;
    }

    Evaluation evaluate(List<NDArray> weights, Start start) {
        return evaluator.evaluate(start.dev(), weights, start.standardization(), null, UNSEEN);
    }

    /** The batches of the steps from one to another, both included, in the order of a training run. */
    ReadAhead<BatchLoader.Loaded> batches(Start start, int from, int to) {
        return loader.load(IntStream.rangeClosed(from, to).mapToObj(step -> () -> order(start, step)));
    }

    private BatchLoader.Order order(Start start, int step) {
        List<Example> examples = cropped(start.order().next(), step);
        return new BatchLoader.Order(examples, start.standardization(), augmentation(examples, step));
    }

    /** The loss of a batch; not finite if loss or gradients are not. */
    double step(AdamW optimiser, List<NDArray> weights, BatchLoader.Loaded batch, double learningRate, int step) {
        NDManager m = batch.manager();
        engine.seed(seeds.of("dropout", step, 0));
        NDList out = model.gradients(m, batch.batch(), weights);
        NDArray norm = optimiser.step(m, learningRate, out.subList(1, out.size()));
        return Float.isFinite(norm.getFloat()) ? out.get(0).getFloat() : Double.NaN;
    }

    /** The examples, with those longer than the recipe's crop cut to its length. */
    private List<Example> cropped(List<Example> examples, int step) {
        int most = (int) Math.round(recipe.sampling().cropSeconds() * scoring.frameRate());
        if (most == 0 || model.pooling() != Pooling.NONE) {
            return examples;
        }
        SplittableRandom random = seeds.random("crop", step, 0);
        return examples.stream()
                .map(e -> e.frames() <= most ? e : e.cropped(random.nextInt(e.frames() - most + 1), most))
                .toList();
    }

    private @Nullable SpecAugment augmentation(List<Example> examples, int step) {
        if (!model.options().specAugment()) {
            return null;
        }
        int[] lengths = examples.stream().mapToInt(Example::frames).toArray();
        return SpecAugment.draw(lengths, model.options().dim(), seeds.random("augment", step, 0));
    }

    @Override
    public void close() {
        loader.close();
    }
}
