package org.speechbench.bench.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.LossScale;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.pretrain.KaldiFilterBank;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.training.TrainingGoal;

/**
 * Exactly one training step, again and again on one batch: losses and gradients, clipping and AdamW. The batch is ready
 * beforehand, as the loader thread has it ready in training.
 */
public final class TrainingStep implements AutoCloseable {
    private static final double LEARNING_RATE = 1e-5;
    private static final long SEED = 20_240_102;

    private final EngineContext engine;
    private final Pretrainable model;
    private final AdamW optimiser;
    private final LossScale scale;
    private final PretrainBatch batch;
    private final int classes;
    private long step;

    /**
     * How a step is taken.
     *
     * @param classes of the targets
     */
    public record Way(KernelSet compute, int classes) {
        /** The papers' values, but no LayerDrop, which would make some steps cheaper than others. */
        PretrainOptions options() {
            return new PretrainOptions(0.1, 0, 0, 0.1, 10, 0.1, compute);
        }
    }

    public TrainingStep(
            EngineContext engine, Pretraining provider, UpstreamSpec options, Way way, List<Waveform> crops) {
        this.engine = engine;
        this.classes = way.classes();
        this.model = provider.pretrainable(engine, options, way.options(), way.classes());
        List<NDArray> parameters = model.parameters().list();
        this.optimiser = way.compute().uses(KernelOption.FUSED_OPTIMISER)
                ? AdamW.create(engine, parameters, AdamOptions.PRETRAINING)
                : AdamW.separate(engine, parameters, AdamOptions.PRETRAINING);
        this.scale = LossScale.of(engine, options.precision());
        this.batch = batch(crops);
    }

    /** One step; a weight is read back afterwards, so that all of it has been computed. */
    public float run() {
        return run(1);
    }

    /** Several steps; a weight is read back after the last, so that all of them have been computed. */
    public float run(int steps) {
        for (int i = 1; i < steps; i++) {
            try (NDManager scope = engine.manager().newSubManager()) {
                update(scope, gradients(scope));
            }
        }
        try (NDManager scope = engine.manager().newSubManager()) {
            return finish(scope, gradients(scope));
        }
    }

    private TrainingGoal.Step gradients(NDManager scope) {
        step++;
        engine.seed(step);
        return model.gradients(scope, numbered(), scale.array());
    }

    private void update(NDManager scope, TrainingGoal.Step result) {
        NDArray norm = optimiser.step(scope, LEARNING_RATE, result.gradients(), scale.array());
        scale.update(scope, norm);
    }

    /** Updates the weights and reads back what shows that all has been computed: the loss, and a weight. */
    private float finish(NDManager scope, TrainingGoal.Step result) {
        update(scope, result);
        float loss = result.statistics().toFloatArray()[0];
        List<NDArray> weights = model.parameters().list();
        NDArray last = weights.get(weights.size() - 1);
        float weight = last.getFloat(new long[last.getShape().dimension()]);
        if (!Float.isFinite(loss) || !Float.isFinite(weight)) {
            throw new IllegalStateException("the loss is " + loss + ", a weight is " + weight);
        }
        return loss;
    }

    /**
     * Seconds of each block of the model by itself, for example {@code attention.backward}, and of the {@code update}.
     *
     * @throws IllegalStateException if the model has no blocks that can be timed
     */
    Map<String, Double> secondsByPart() {
        step++;
        engine.seed(step);
        try (NDManager scope = engine.manager().newSubManager()) {
            Map<String, Double> seconds = new LinkedHashMap<>(model.secondsByBlock(scope, numbered()));
            if (seconds.isEmpty()) {
                throw new IllegalStateException(model.card() + " does not say where its time goes");
            }
            TrainingGoal.Step result = model.gradients(scope, numbered(), scale.array());
            result.statistics().toFloatArray();
            long began = System.nanoTime();
            finish(scope, result);
            seconds.put("update", (System.nanoTime() - began) / 1e9);
            return seconds;
        }
    }

    private PretrainBatch numbered() {
        return new PretrainBatch(batch.crops(), batch.frames(), batch.divisors(), step, batch.seed());
    }

    private PretrainBatch batch(List<Waveform> crops) {
        float[] input = input(crops);
        int units = input.length / (crops.size() * model.input().width());
        int frames = model.geometry().frames(units);
        double seconds = crops.stream().mapToDouble(Waveform::seconds).sum();
        SplittableRandom random = new SplittableRandom(SEED);
        int[] targets = random.ints((long) crops.size() * frames, 0, classes).toArray();
        int group = MaskSampler.group(MaskSampler.PUBLISHED_GROUP_SECONDS, seconds / crops.size());
        boolean[] masked = MaskSampler.published(model.maskedMultiple()).typical(crops.size(), frames, group, random);
        return new PretrainBatch(
                new PretrainBatch.Crops(input, crops.size(), units, seconds),
                new PretrainBatch.Frames(frames, targets, masked),
                0,
                SEED);
    }

    private float[] input(List<Waveform> crops) {
        try (KaldiFilterBank mel = new KaldiFilterBank(engine)) {
            List<float[]> rows = crops.stream()
                    .map(c -> model.input() == Pretrainable.InputKind.WAVEFORM ? c.samples() : mel.compute(c))
                    .toList();
            int width = rows.get(0).length;
            float[] all = new float[width * rows.size()];
            for (int b = 0; b < rows.size(); b++) {
                System.arraycopy(rows.get(b), 0, all, b * width, width);
            }
            return all;
        }
    }

    @Override
    public void close() {
        optimiser.close();
        scale.close();
        model.close();
    }
}
