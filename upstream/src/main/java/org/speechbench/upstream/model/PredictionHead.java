package org.speechbench.upstream.model;

/** How the logits are computed from a layer's output. */
public interface PredictionHead {
    /** The name in settings. */
    String id();

    /**
     * The head of one layer. Its methods are
     *
     * <pre>
     * def logits(self, x: Tensor, w: List[Tensor]) -&gt; Tensor        (S, D) to (S, C)
     * def class_count(self, w: List[Tensor]) -&gt; int
     * def cross_entropy(self, x: Tensor, y: Tensor, temperature: float, w: List[Tensor]) -&gt; Tuple[Tensor, Tensor]
     * </pre>
     *
     * where the last one returns the sum of the losses of classes y (S), and the most likely classes (S).
     *
     * @param hidden D, size of the layer's output
     * @param classes C
     */
    Block block(int hidden, int classes);

    /**
     * Cosines between a projection of the frame and an embedding of each class (HuBERT, arXiv 2106.07447, equation 3),
     * as one product of normalised matrices.
     *
     * @param size of the space that frames and classes share
     */
    record Cosine(int size) implements PredictionHead {
        @Override
        public String id() {
            return "cosine";
        }

        @Override
        public Block block(int hidden, int classes) {
            return new CosineHead(hidden, size, classes);
        }
    }

    /** One linear layer, followed by plain cross-entropy (Fast-HuBERT, arXiv 2309.13860). */
    record Linear() implements PredictionHead {
        @Override
        public String id() {
            return "linear";
        }

        @Override
        public Block block(int hidden, int classes) {
            return new LinearHead(hidden, classes);
        }
    }
}
