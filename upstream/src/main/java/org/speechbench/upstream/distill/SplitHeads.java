package org.speechbench.upstream.distill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.StatePredictor;

/**
 * The heads of DistilHuBERT (arXiv 2110.01900, section 2.2): one linear layer for all of them, GELU, and a linear layer
 * for each, as s3prl has them ({@code out_layer_type: expand-last}).
 *
 * @param size D of the last hidden state
 * @param heads number of teacher layers that are predicted
 * @param inner size between the two layers
 * @param width of a prediction
 */
public record SplitHeads(int size, int heads, int inner, int width) implements StatePredictor {
    private static final String EXPAND = "expand";
    private static final String SPLIT = "split.weight";

    /**
     * The heads of a checkpoint.
     *
     * @param tensors by the names of the parameters of this block
     */
    public static Optional<StatePredictor> of(Map<String, TensorInfo> tensors) {
        long[] expand = shape(tensors, EXPAND + ".weight");
        long[] split = shape(tensors, SPLIT);
        if (expand.length != 2 || split.length != 3 || split[0] * split[1] != expand[0] || split[0] < 1) {
            return Optional.empty();
        }
        return Optional.of(new SplitHeads((int) expand[1], (int) split[0], (int) split[1], (int) split[2]));
    }

    private static long[] shape(Map<String, TensorInfo> tensors, String name) {
        @Nullable TensorInfo info = tensors.get(name);
        return info == null ? new long[0] : info.shape();
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        Initializer first = Initializer.fanIn(size);
        Initializer second = Initializer.fanIn(inner);
        return new ParameterList(prefix)
                .linear(EXPAND, size, heads * inner, first, first)
                .all(List.of(
                        new ParameterSpec(prefix + SPLIT, new long[] {heads, inner, width}, second).ofProduct(),
                        new ParameterSpec(prefix + "split.bias", new long[] {1, 1, heads, width}, second).ofProduct()))
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(SplitHeads.class, "split_heads.py")
                        .weights(layout())
                        .constant("HEADS", heads)
                        .constant("INNER", inner));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.HEAD, framesPerSecond * heads * inner * (size + width));
    }
}
