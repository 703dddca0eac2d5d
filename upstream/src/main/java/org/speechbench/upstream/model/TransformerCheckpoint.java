package org.speechbench.upstream.model;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.UpstreamCard;

/**
 * A model whose tensors fit its architecture, from whichever toolkit. Weights are read on demand.
 *
 * @param classes of the heads of pre-training; 0 for a backbone alone
 * @param values parameters by the names of this suite; empty for random ones
 * @param told by the checkpoint about itself, and how it was read
 */
public record TransformerCheckpoint<A extends Architecture>(
        A architecture,
        int classes,
        InputNormalization normalization,
        Map<String, float[]> values,
        CheckpointFacts told) {
    /** A model with random weights. */
    public static <A extends Architecture> TransformerCheckpoint<A> random(
            A architecture, InputNormalization normalization) {
        return new TransformerCheckpoint<>(architecture, 0, normalization, Map.of(), CheckpointFacts.NONE);
    }

    /** The same model with another architecture that takes the same weights, or a part of them. */
    public TransformerCheckpoint<A> with(A other) {
        Map<String, float[]> own = other.among(parameters(), values);
        return new TransformerCheckpoint<>(other, classes, normalization, own, told);
    }

    /** The description of the model with what is known about its weights. */
    public UpstreamCard card() {
        return architecture.card().with(told);
    }

    /** Names and shapes of the parameters: the backbone and, if there are classes, the heads. */
    public List<ParameterSpec> parameters() {
        return ModelFolder.parameters(architecture, classes);
    }

    /** A parameter as a tensor to be written, whose values are read only when it is written. */
    public TensorSource source(ParameterSpec spec) {
        return new TensorSource() {
            @Override
            public String dtype() {
                return "F32";
            }

            @Override
            public long[] shape() {
                return spec.shape();
            }

            @Override
            public ByteBuffer bytes() {
                float[] v = Objects.requireNonNull(values.get(spec.name()), spec.name());
                return TensorData.of(v, spec.shape()).bytes();
            }
        };
    }

    /** Writes or replaces a model folder of this suite, with the heads if there are any. */
    public void write(Path folder) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        parameters().forEach(spec -> sources.put(spec.name(), source(spec)));
        Map<String, Object> config = ModelFolder.config(architecture, "classes", classes, normalization);
        // Nothing is recorded if nothing is known, because a foreign checkpoint does not state it.
        if (told.usesLabels()) {
            config.put(LabelProvenance.SECTION, Map.of(LabelProvenance.KEY, true));
        }
        if (!told.facts().isEmpty()) {
            config.put(ModelFolder.SOURCE, told.facts());
        }
        CheckpointStore.write(folder, sources, config);
    }
}
