package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.training.Statistic;
import org.speechbench.upstream.training.TrainingGoal;

/** A model in training: the trainer gives it batches and applies the gradients that it returns. */
public interface Pretrainable extends AutoCloseable {
    UpstreamCard card();

    /**
     * The kind of input in the batches: {@code waveform} (samples at 16 kHz) or {@code fbank80} (100 frames a second).
     */
    InputKind input();

    /** The relation between units of the input (samples or fbank frames) and output frames. */
    FrameGeometry geometry();

    /** Every trainable array, fp32, in a fixed order; the optimiser writes into them. */
    ParameterSet parameters();

    /**
     * Sets the statistics of the training input, before the first batch; they are part of the model from then on. The
     * input of batches is not normalised.
     */
    void normalize(InputNormalization normalization);

    /**
     * The losses of a batch and the gradient of their weighted sum with respect to every parameter, in the order of
     * {@link #parameters()}. Dropout draws from the engine's generator, which the caller seeds.
     *
     * @param results of the model's device; owns what is returned
     * @param lossScale factor of the sum of the losses before it is differentiated, one fp32 value on the model's
     *     device; statistics are not scaled
     */
    TrainingGoal.Step gradients(NDManager results, PretrainBatch batch, NDArray lossScale);

    /** The same with a loss scale of 1. */
    default TrainingGoal.Step gradients(NDManager results, PretrainBatch batch) {
        return gradients(results, batch, results.create(1f));
    }

    /** The losses without gradients, dropout or LayerDrop, for validation; the list of gradients is empty. */
    TrainingGoal.Step evaluate(NDManager results, PretrainBatch batch);

    /**
     * The layout of {@link TrainingGoal.Step#statistics}: all of {@link MaskedStatistics#of}, and anything else that is to be
     * logged.
     */
    default List<Statistic> statistics() {
        return MaskedStatistics.of(List.of(), 0);
    }

    /**
     * The number of masked frames of a crop is a multiple of this value; more than 1 where each number makes new
     * shapes.
     */
    default int maskedMultiple() {
        return 1;
    }

    /**
     * Seconds that each block of the model takes separately on the shapes of a batch, for example
     * {@code attention.backward}; empty if the model does not provide them. The time of the backward pass is that of
     * both passes minus that of the forward pass.
     *
     * @param manager of the model's device; nothing stays on it
     */
    default Map<String, Double> secondsByBlock(NDManager manager, PretrainBatch batch) {
        return Map.of();
    }

    /** The configuration that a checkpoint stores so that {@code open} builds the same model. */
    Map<String, Object> config();

    @Override
    void close();

    /** The unit that batches are made of. */
    enum InputKind {
        WAVEFORM(1),
        FBANK80(80);

        private final int width;

        InputKind(int width) {
            this.width = width;
        }

        /** Values per unit of time. */
        public int width() {
            return width;
        }
    }
}
