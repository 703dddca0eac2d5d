package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * Self-attention between frames. Its methods are
 *
 * <pre>
 * def attention_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -&gt; List[Tensor]
 * def attention(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -&gt; Tensor
 * </pre>
 *
 * The first computes once what is the same for all layers, for example a bias of padded keys, or positions; it is given
 * the parameters that layers {@linkplain #shared share}. The second maps (B, T, D) to (B, T, D).
 */
public interface Attention extends Block {
    int heads();

    /**
     * The method {@code attention_heads(x, w)}, from the block's input (B, T, D) to its queries, keys and values
     * (B, H, T, D / H) in fp32, of an attention whose scores before softmax are
     * {@code q k^T / sqrt(D / H)} and nothing else. It is for those who compare attention, and no part of the forward pass;
     * empty if the scores depend on more.
     */
    default List<Fragment> headsOfAttention() {
        return List.of();
    }

    /** Parameters that exist once for all layers. */
    default List<ParameterSpec> shared(String prefix) {
        return List.of();
    }
}
