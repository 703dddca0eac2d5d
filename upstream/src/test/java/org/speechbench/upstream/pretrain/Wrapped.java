package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.UpstreamCard;

/**
 * A model to which something happens before every pass.
 *
 * @param before told the number of crops of the pass
 */
record Wrapped(Pretrainable model, IntConsumer before) implements Pretrainable {
    @Override
    public UpstreamCard card() {
        return model.card();
    }

    @Override
    public InputKind input() {
        return model.input();
    }

    @Override
    public FrameGeometry geometry() {
        return model.geometry();
    }

    @Override
    public ParameterSet parameters() {
        return model.parameters();
    }

    @Override
    public void normalize(InputNormalization normalization) {
        model.normalize(normalization);
    }

    @Override
    public Gradients gradients(NDManager results, PretrainBatch batch, NDArray lossScale) {
        before.accept(batch.size());
        return model.gradients(results, batch, lossScale);
    }

    @Override
    public Gradients evaluate(NDManager results, PretrainBatch batch) {
        return model.evaluate(results, batch);
    }

    @Override
    public List<Integer> predictedLayers() {
        return model.predictedLayers();
    }

    @Override
    public Map<String, Object> config() {
        return model.config();
    }

    @Override
    public void close() {
        model.close();
    }
}
