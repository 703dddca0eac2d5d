package org.speechbench.upstream.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.GradientClip;
import org.speechbench.engine.optim.LossScale;

/**
 * The successive updates of a model: gradients of a batch, loss scale, clipping, and one AdamW for each group of
 * parameters. Nothing is read back.
 *
 * @param <B> what a step sees
 */
final class ParameterUpdate<B extends TrainingBatch<B>> implements AutoCloseable {
    private final BatchGradients<B> gradients;
    private final TrainingGoal<B> goal;
    private final List<AdamW> optimisers = new ArrayList<>();
    private final @Nullable GradientClip clip;
    private final LossScale scale;

    /**
     * The result of an update, not yet read back.
     *
     * @param statistics see {@link TrainingGoal.Step}
     * @param norm of the gradients before clipping
     */
    record Outcome(NDArray statistics, NDArray norm) {}

    /** @param gradients stay open when this is closed */
    ParameterUpdate(BatchGradients<B> gradients, AdamOptions options, Precision precision) {
        EngineContext engine = gradients.main().engine();
        this.gradients = gradients;
        this.goal = gradients.main().goal();
        this.scale = LossScale.of(engine, precision);
        List<ParameterGroup> groups = goal.groups(0);
        // A single optimiser does its own clipping, in the same call.
        boolean together = groups.size() > 1;
        this.clip = together ? new GradientClip(engine, options.clip()) : null;
        AdamOptions own = together ? options.withClip(Double.POSITIVE_INFINITY) : options;
        List<NDArray> parameters = goal.parameters().list();
        int from = 0;
        for (ParameterGroup group : groups) {
            optimisers.add(AdamW.create(engine, parameters.subList(from, from + group.size()), own));
            from += group.size();
        }
    }

    /**
     * Updates the model with a batch.
     *
     * @param results owns what is returned
     * @param seed of dropout
     */
    Outcome apply(NDManager results, B batch, long seed) {
        try (NDManager scope = results.newSubManager()) {
            TrainingGoal.Step step = gradients.of(scope, batch, scale.array(), seed);
            NDArray norm = update(results, scope, step.gradients(), goal.groups(batch.step()));
            scale.update(scope, norm);
            gradients.share();
            step.statistics().attach(results);
            return new Outcome(step.statistics(), norm);
        }
    }

    private NDArray update(NDManager results, NDManager scope, List<NDArray> step, List<ParameterGroup> groups) {
        if (clip == null) {
            return optimisers.get(0).step(results, groups.get(0).learningRate(), step, scale.array());
        }
        GradientClip.Clipped clipped = clip.clip(scope, step, scale.array());
        int from = 0;
        for (int g = 0; g < groups.size(); g++) {
            ParameterGroup group = groups.get(g);
            if (group.trained()) {
                List<NDArray> own = clipped.gradients().subList(from, from + group.size());
                optimisers.get(g).step(scope, group.learningRate(), own);
                from += group.size();
            }
        }
        clipped.norm().attach(results);
        return clipped.norm();
    }

    /** Writes the arrays of a checkpoint into the model and the optimisers. */
    void restore(TrainingCheckpoint from) {
        from.restore(gradients.main().engine().manager(), goal.parameters(), optimisers);
        scale.restore(from.state().lossScale());
        gradients.share();
    }

    /** The optimisers of the groups of parameters, in order. */
    List<AdamW> optimisers() {
        return optimisers;
    }

    /** Number of steps that the optimiser of the last group has skipped; read back from the device. */
    long skipped() {
        return optimisers.get(optimisers.size() - 1).skipped();
    }

    /** The state of the loss scale; read back from the device. */
    LossScale.State lossScale() {
        return scale.state();
    }

    @Override
    public void close() {
        optimisers.forEach(AdamW::close);
        scale.close();
        if (clip != null) {
            clip.close();
        }
    }
}
