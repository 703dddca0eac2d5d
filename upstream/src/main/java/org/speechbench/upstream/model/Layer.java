package org.speechbench.upstream.model;

import java.util.List;
import java.util.Map;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A layer of an encoder. Its methods are
 *
 * <pre>
 * def layer_shared(self, x: Tensor, valid: Tensor, w: List[Tensor]) -&gt; List[Tensor]
 * def layer(self, x: Tensor, shared: List[Tensor], w: List[Tensor], noise: Tensor, train: bool) -&gt; Tensor
 * </pre>
 *
 * The first is called once, with the input (B, T, D) of the first layer and the parameters that all layers
 * {@linkplain #shared share}; every layer is given its result. The second maps (B, T, D) to (B, T, D).
 */
public interface Layer extends Block {
    /** D, the size of its frames. */
    int size();

    /** Number of attention heads, which the size of dropout masks depends on. */
    int heads();

    /**
     * The blocks inside the layer that are timed separately: their names, and how their methods are called on the input
     * x with their own weights w, for example {@code self.feed_forward(x, w, True)}. If it is empty, the layer is timed
     * as a whole.
     */
    default Map<String, String> timed() {
        return Map.of();
    }

    /**
     * The method {@code layer_heads(x, w)}, from the layer's input (B, T, D) to the queries, keys and values (B, H, T, D / H)
     * of its attention, see {@link Attention#headsOfAttention}; empty if there is none.
     */
    default List<Fragment> headsOfAttention() {
        return List.of();
    }

    /** Parameters that exist once for all layers. */
    default List<ParameterSpec> shared(String prefix) {
        return List.of();
    }
}
