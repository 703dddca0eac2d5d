package org.speechbench.downstream.head;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A small network on features, given as TorchScript text and the parameters that it takes. It is immutable and holds no
 * tensors.
 */
public interface Head {
    /** Trained parameters, fp32, in the order in which the script takes them; at least one. */
    List<ParameterSpec> parameters();

    /**
     * Fragments with the method
     *
     * <pre>def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -&gt; Tensor</pre>
     *
     * where x (B, T, D) is fp32 and zero beyond each row's length, lengths (B) int64 are the numbers of valid frames, w
     * are the parameters, which the text may name as {@code w.output.weight}, and train tells whether dropout is on. It
     * returns logits (B, T', C) with T' = {@link #outputFrames} of T, or (B, C). Frames beyond the length must not
     * change a row's valid logits. The names of further methods start with {@code head_}.
     *
     * <p>A head that is trained with {@code am_softmax} returns cosines (B, C), and also has the method
     *
     * <pre>def head_embed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -&gt; Tensor</pre>
     *
     * which returns embeddings (B, E) of length 1, whose products measure how similar two utterances are.
     */
    List<Fragment> fragments();

    /** Number of valid output frames for a number of valid input frames; 1 if the head pools over time. */
    int outputFrames(int frames);

    /** The pooled form of an utterance's frames that the head needs; the trainer provides no more than that. */
    Pooling pooling();
}
