package org.speechbench.upstream.fithubert;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;

/**
 * The head of one layer (FitHuBERT, arXiv 2207.00555, section 3.1): a transposed convolution that restores the frames that
 * were joined before the first layer, if any were, and a linear layer to the size of the teacher, if that differs or the
 * head would have no parameters. Its method is {@code head(x, w)}, from (B, T, D) to (B, T * factor, W).
 *
 * @param size D of the layer
 * @param width W of the teacher
 * @param factor frames that are made of one
 */
record LayerHead(int size, int width, int factor) implements Block {
    private static final String RESTORING = "restoring";
    private static final String PROJECTION = "projection";
    private static final String WEIGHT = ".weight";

    /**
     * A head of a model folder, which has at least one of the two.
     *
     * @param prefix of the names of its parameters
     */
    static LayerHead of(Map<String, TensorInfo> tensors, String prefix) {
        TensorInfo restoring = tensors.get(prefix + RESTORING + WEIGHT);
        TensorInfo projection = tensors.get(prefix + PROJECTION + WEIGHT);
        int size = (int)
                (projection == null
                        ? Objects.requireNonNull(restoring).shape()[0]
                        : projection.shape()[1]);
        return new LayerHead(
                size,
                projection == null ? size : (int) projection.shape()[0],
                restoring == null ? 1 : (int) restoring.shape()[2]);
    }

    private boolean projects() {
        return factor == 1 || size != width;
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        if (factor > 1) {
            Initializer start = Initializer.fanIn(size * factor);
            String name = prefix + RESTORING;
            list.all(List.of(
                    new ParameterSpec(name + WEIGHT, new long[] {size, size, factor}, start).ofProduct(),
                    new ParameterSpec(name + ".bias", new long[] {size}, start).ofProduct()));
        }
        if (projects()) {
            Initializer start = Initializer.fanIn(size);
            list.linear(PROJECTION, size, width, start, start);
        }
        return list.list();
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.of(
                parameters("").stream().map(ParameterSpec::name).toList(), RESTORING, PROJECTION);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(LayerHead.class, "layer_head.py")
                        .weights(layout())
                        .constant("FACTOR", factor)
                        .constant("PROJECTS", projects()));
    }

    /** @param framesPerSecond of the layer */
    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        double restored = framesPerSecond * factor;
        double restoring = factor > 1 ? restored * size * size : 0;
        double projection = projects() ? restored * size * width : 0;
        return Cost.of(Cost.HEAD, restoring + projection);
    }
}
