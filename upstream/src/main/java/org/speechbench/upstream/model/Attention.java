package org.speechbench.upstream.model;

import java.util.List;
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

    /** Parameters that exist once for all layers. */
    default List<ParameterSpec> shared(String prefix) {
        return List.of();
    }
}
