package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** How logits follow from a layer's output. */
public sealed interface PredictionHead {
    /** As settings name it. */
    String id();

    /**
     * Parameters of one head, in the order of its script; the last has one row a class.
     *
     * @param prefix of the names
     * @param hidden D, size of the layer's output
     */
    List<ParameterSpec> parameters(String prefix, int hidden, int classes);

    /** Adds the method {@code logits(x, w)}, from (S, D) to (S, classes). */
    void script(ScriptSource source);

    /** Multiply-accumulates of one frame, forward. */
    double multiplyAccumulates(int hidden, int classes);

    /**
     * Cosines between a projection of the frame and an embedding of each class (HuBERT, arXiv 2106.07447, equation 3), as
     * one product of normalised matrices.
     *
     * @param size of the space that frames and classes share
     */
    record Cosine(int size) implements PredictionHead {
        @Override
        public String id() {
            return "cosine";
        }

        @Override
        public List<ParameterSpec> parameters(String prefix, int hidden, int classes) {
            Initializer linear = Initializer.fanIn(hidden);
            return List.of(
                    new ParameterSpec(prefix + "final_proj.weight", new long[] {size, hidden}, linear),
                    new ParameterSpec(prefix + "final_proj.bias", new long[] {size}, linear),
                    new ParameterSpec(
                            prefix + "label_embeddings", new long[] {classes, size}, Initializer.uniform(0, 1)));
        }

        @Override
        public void script(ScriptSource source) {
            source.fragment(PredictionHead.class, "cosine_head.torchscript");
        }

        @Override
        public double multiplyAccumulates(int hidden, int classes) {
            return (double) hidden * size + (double) size * classes;
        }
    }

    /** One linear layer, whose outputs a plain cross-entropy takes (Fast-HuBERT, arXiv 2309.13860). */
    record Linear() implements PredictionHead {
        @Override
        public String id() {
            return "linear";
        }

        @Override
        public List<ParameterSpec> parameters(String prefix, int hidden, int classes) {
            Initializer linear = Initializer.fanIn(hidden);
            return List.of(
                    new ParameterSpec(prefix + "weight", new long[] {classes, hidden}, linear),
                    new ParameterSpec(prefix + "bias", new long[] {classes}, linear));
        }

        @Override
        public void script(ScriptSource source) {
            source.fragment(PredictionHead.class, "linear_head.torchscript");
        }

        @Override
        public double multiplyAccumulates(int hidden, int classes) {
            return (double) hidden * classes;
        }
    }
}
