package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.LossScale;

/** One update of a model after another: gradients of a batch, loss scale, clipping, AdamW. Nothing is read back. */
final class ModelUpdate implements AutoCloseable {
    private final BatchGradients gradients;
    private final AdamW optimiser;
    private final LossScale scale;

    /**
     * What an update leaves, not yet read back.
     *
     * @param statistics see {@link Pretrainable.Gradients}
     * @param norm of the gradients before clipping
     */
    record Outcome(NDArray statistics, NDArray norm) {}

    /** @param gradients stay open when this is closed */
    ModelUpdate(BatchGradients gradients, AdamOptions options, Precision precision) {
        EngineContext engine = gradients.main().engine();
        this.gradients = gradients;
        this.optimiser =
                AdamW.create(engine, gradients.main().model().parameters().list(), options);
        this.scale = LossScale.of(engine, precision);
    }

    /**
     * Updates the model by a batch.
     *
     * @param results owns what is returned
     * @param seed of dropout
     */
    Outcome apply(NDManager results, PretrainBatch batch, double learningRate, long seed) {
        try (NDManager scope = results.newSubManager()) {
            Pretrainable.Gradients g = gradients.of(scope, batch, scale.array(), seed);
            NDArray norm = optimiser.step(results, learningRate, g.gradients(), scale.array());
            scale.update(scope, norm);
            gradients.share();
            g.statistics().attach(results);
            return new Outcome(g.statistics(), norm);
        }
    }

    /** Writes a checkpoint's arrays into model and optimiser. */
    void restore(TrainingCheckpoint<TrainingState> from) {
        Replica main = gradients.main();
        from.restore(main.engine().manager(), main.model().parameters(), List.of(optimiser));
        scale.restore(from.state().lossScale());
        gradients.share();
    }

    AdamW optimiser() {
        return optimiser;
    }

    /** Where the loss scale stands; read back from the device. */
    LossScale.State lossScale() {
        return scale.state();
    }

    @Override
    public void close() {
        optimiser.close();
        scale.close();
    }
}
