package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * Positional embedding followed by identical layers (HuBERT, arXiv 2106.07447, section II).
 *
 * @param layers number of layers
 * @param layer each of them
 * @param positions a block with the methods of {@link ConvolutionalPositions}
 * @param normFirst one layer norm at the end (Large) instead of before the first layer (Base)
 */
public record TransformerEncoder(int layers, Layer layer, Block positions, boolean normFirst) implements Encoder {
    private static final String SHARED = "shared";

    @Override
    public int size() {
        return layer.size();
    }

    @Override
    public Layer layer(int index) {
        return layer;
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix)
                .block("pos_conv", positions)
                .norm("layer_norm", size())
                .all(layer.shared(prefix + SHARED + "."));
        for (int l = 0; l < layers; l++) {
            list.block("layers." + l, layer);
        }
        return list.list();
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.of(
                parameters("").stream().map(ParameterSpec::name).toList(), SHARED);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return Kernels.joined(
                List.of(kernels.dropout().fragment(size(), layer.heads())),
                positions.fragments(kernels),
                layer.fragments(kernels),
                List.of(Fragment.of(TransformerEncoder.class, "encoder.py")
                        .weights(layout())
                        .constant("LAYERS", layers)
                        .constant("NORM_FIRST", normFirst)));
    }

    @Override
    public Cost cost(double framesPerSecond, double seen, double seconds) {
        return positions
                .cost(framesPerSecond, seconds)
                .plus(layer.cost(seen, seconds).times(layers));
    }
}
