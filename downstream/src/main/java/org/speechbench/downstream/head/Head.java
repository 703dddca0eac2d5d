package org.speechbench.downstream.head;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A small network on features, as TorchScript text and the parameters that it takes. Immutable; it holds no tensors.
 */
public interface Head {
    /** Trained parameters, fp32, in the order in which the script takes them; at least one. */
    List<ParameterSpec> parameters();

    /**
     * Fragments with the method
     *
     * <pre>def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -&gt; Tensor</pre>
     *
     * where x (B, T, D) is fp32 and zero beyond each row's length, lengths (B) int64 are valid frames, w the parameters,
     * which the text may name as {@code w.output.weight}, and train says whether dropout is on. It returns logits (B, T', C) with T' = {@link #outputFrames} of T, or (B, C).
     * Frames beyond the length must not change a row's valid logits. Further methods start with {@code head_}.
     *
     * <p>A head that is trained with {@code am_softmax} returns cosines (B, C), and has besides
     *
     * <pre>def head_embed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -&gt; Tensor</pre>
     *
     * which returns embeddings (B, E) of length 1: their products say how alike two utterances are.
     */
    List<Fragment> fragments();

    /** Valid output frames for so many valid input frames; 1 where the head pools over time. */
    int outputFrames(int frames);

    /** What the head needs of an utterance's frames; the trainer hands it no more than that. */
    Pooling pooling();
}
