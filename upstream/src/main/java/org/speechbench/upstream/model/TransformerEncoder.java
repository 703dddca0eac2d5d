package org.speechbench.upstream.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * Positional embedding followed by layers (HuBERT, arXiv 2106.07447, section II).
 *
 * @param each of the layers, at least one; they may differ in their sizes, but have the same parameters and methods
 * @param positions a block with the methods of {@link ConvolutionalPositions}
 * @param normFirst one layer norm at the end (Large) instead of before the first layer (Base)
 * @param timeReduction before the first layer
 */
public record TransformerEncoder(List<Layer> each, Block positions, boolean normFirst, TimeReduction timeReduction)
        implements Encoder {
    public static final String SHARED = "shared";
    public static final String TIME_REDUCTION = "time_reduction";

    public TransformerEncoder {
        each = List.copyOf(each);
    }

    /** An encoder that keeps all frames. */
    public TransformerEncoder(List<Layer> each, Block positions, boolean normFirst) {
        this(each, positions, normFirst, TimeReduction.none(each.get(0).size()));
    }

    /** An encoder of identical layers. */
    public TransformerEncoder(int layers, Layer layer, Block positions, boolean normFirst) {
        this(Collections.nCopies(layers, layer), positions, normFirst);
    }

    @Override
    public int layers() {
        return each.size();
    }

    @Override
    public int joinedFrames() {
        return timeReduction.factor();
    }

    /** The same encoder with its frames joined before the first layer. */
    public TransformerEncoder reducedBy(int factor) {
        return new TransformerEncoder(each, positions, normFirst, new TimeReduction(size(), factor));
    }

    @Override
    public int size() {
        return each.get(0).size();
    }

    @Override
    public Layer layer(int index) {
        return each.get(index);
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix)
                .block("pos_conv", positions)
                .norm("layer_norm", size())
                .block(TIME_REDUCTION, timeReduction)
                .all(each.get(0).shared(prefix + SHARED + "."));
        for (int l = 0; l < layers(); l++) {
            list.block("layers." + l, each.get(l));
        }
        return list.list();
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.of(
                parameters("").stream().map(ParameterSpec::name).toList(), TIME_REDUCTION, SHARED);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        int heads = each.stream().mapToInt(Layer::heads).max().orElseThrow();
        return Kernels.joined(
                List.of(kernels.dropout().fragment(size(), heads)),
                positions.fragments(kernels),
                timeReduction.fragments(kernels),
                each.stream()
                        .distinct()
                        .flatMap(layer -> layer.fragments(kernels).stream())
                        .toList(),
                List.of(
                        around(layout(), normFirst),
                        Fragment.of(TransformerEncoder.class, "layers.py")
                                .weights(layout())
                                .constant("LAYERS", layers())
                                .constant("NORM_FIRST", normFirst)));
    }

    /**
     * The methods of an encoder besides {@code layers}.
     *
     * @param layout of its weights: {@code pos_conv}, {@code layer_norm}, {@value #TIME_REDUCTION}, {@value #SHARED} and
     *     {@code layers}
     */
    public static Fragment around(ParameterLayout layout, boolean normFirst) {
        return Fragment.of(TransformerEncoder.class, "encoder.py")
                .weights(layout)
                .constant("NORM_FIRST", normFirst);
    }

    @Override
    public List<Fragment> headsOfAttention() {
        List<Fragment> heads = each.get(0).headsOfAttention();
        boolean alike = each.stream().allMatch(each.get(0)::equals);
        return heads.isEmpty() || !alike
                ? List.of()
                : Kernels.joined(
                        heads,
                        List.of(Fragment.of(TransformerEncoder.class, "encoder_heads.py")
                                .weights(layout())));
    }

    @Override
    public Cost cost(double framesPerSecond, double seen, double seconds) {
        Cost sum = positions.cost(framesPerSecond, seconds).plus(timeReduction.cost(framesPerSecond, seconds));
        for (Layer layer : new LinkedHashSet<>(each)) {
            sum = sum.plus(layer.cost(seen / joinedFrames(), seconds).times(Collections.frequency(each, layer)));
        }
        return sum;
    }
}
