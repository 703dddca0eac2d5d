package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * Attention and feed-forward, each with a residual connection and a layer norm.
 *
 * @param size D
 * @param normFirst norms before attention and feed-forward (Large) instead of after them (Base)
 */
public record TransformerLayer(int size, Attention attention, Block feedForward, boolean normFirst) implements Layer {
    /** Weights of linear layers are initialised as in BERT. */
    public static final Initializer WEIGHT = Initializer.normal(0.02);

    @Override
    public int heads() {
        return attention.heads();
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return new ParameterList(prefix)
                .block("attention", attention)
                .block("feed_forward", feedForward)
                .norm("layer_norm", size)
                .norm("final_layer_norm", size)
                .list();
    }

    @Override
    public Map<String, String> timed() {
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("attention", "self.attention(x, shared, w, noise, True)");
        calls.put("feed_forward", "self.feed_forward(x, w, True)");
        return calls;
    }

    @Override
    public List<ParameterSpec> shared(String prefix) {
        return attention.shared(prefix);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        List<Fragment> own = new ArrayList<>(List.of(
                Kernels.linear(),
                Fragment.of(TransformerLayer.class, normFirst ? "layer_pre_norm.py" : "layer_post_norm.py")
                        .weights(layout())));
        if (!normFirst) {
            own.add(afterAttention());
        }
        return Kernels.joined(attention.fragments(kernels), feedForward.fragments(kernels), own);
    }

    /** The method {@code after_attention} of layers whose norms come after attention and feed-forward. */
    public static Fragment afterAttention() {
        return Fragment.of(TransformerLayer.class, "after_attention.py");
    }

    @Override
    public List<Fragment> headsOfAttention() {
        List<Fragment> heads = attention.headsOfAttention();
        String resource = normFirst ? "layer_heads_pre_norm.py" : "layer_heads_post_norm.py";
        return heads.isEmpty()
                ? heads
                : Kernels.joined(
                        heads,
                        List.of(Fragment.of(TransformerLayer.class, resource).weights(layout())));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return attention.cost(framesPerSecond, seconds).plus(feedForward.cost(framesPerSecond, seconds));
    }
}
