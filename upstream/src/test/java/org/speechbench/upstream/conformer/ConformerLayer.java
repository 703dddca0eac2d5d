package org.speechbench.upstream.conformer;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.Layer;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.TransformerLayer;

/**
 * A Conformer's layer (Gulati et al., arXiv 2005.08100, section 2), added to the blocks of HuBERT from outside. Its batch
 * norm takes the statistics that it was given.
 *
 * @param inner size of the feed-forward halves
 * @param kernel of the depthwise convolution, odd
 */
record ConformerLayer(int size, Attention attention, int inner, int kernel) implements Layer {
    @Override
    public int heads() {
        return attention.heads();
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return new ParameterList(prefix)
                .block("first_half", new HalfStep(size, inner))
                .norm("attention_norm", size)
                .block("attention", attention)
                .block("convolution", new ConvolutionModule(size, kernel))
                .block("second_half", new HalfStep(size, inner))
                .norm("final_norm", size)
                .list();
    }

    @Override
    public List<ParameterSpec> shared(String prefix) {
        return attention.shared(prefix);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return Kernels.joined(
                attention.fragments(kernels),
                new HalfStep(size, inner).fragments(kernels),
                new ConvolutionModule(size, kernel).fragments(kernels),
                List.of(Fragment.of(ConformerLayer.class, "conformer_layer.py").weights(layout())));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return attention
                .cost(framesPerSecond, seconds)
                .plus(new HalfStep(size, inner).cost(framesPerSecond, seconds).times(2))
                .plus(new ConvolutionModule(size, kernel).cost(framesPerSecond, seconds));
    }

    /** Half a feed-forward. */
    record HalfStep(int size, int inner) implements Block {
        @Override
        public List<ParameterSpec> parameters(String prefix) {
            return new ParameterList(prefix)
                    .norm("norm", size)
                    .linear("intermediate", size, inner, TransformerLayer.WEIGHT, Initializer.constant(0))
                    .linear("output", inner, size, TransformerLayer.WEIGHT, Initializer.constant(0))
                    .list();
        }

        @Override
        public List<Fragment> fragments(Kernels kernels) {
            return List.of(
                    Kernels.linear(),
                    Fragment.of(ConformerLayer.class, "half_step.py").weights(layout()));
        }

        @Override
        public Cost cost(double framesPerSecond, double seconds) {
            return Cost.of(Cost.FEED_FORWARD, framesPerSecond * 2.0 * size * inner);
        }
    }

    /** Pointwise, depthwise and pointwise convolutions. */
    record ConvolutionModule(int size, int kernel) implements Block {
        @Override
        public List<ParameterSpec> parameters(String prefix) {
            Initializer zero = Initializer.constant(0);
            Initializer one = Initializer.constant(1);
            return new ParameterList(prefix)
                    .norm("layer_norm", size)
                    .linear("pointwise_in", size, 2 * size, TransformerLayer.WEIGHT, zero)
                    .add("depthwise.weight", Initializer.fanIn(kernel), size, 1, kernel)
                    .add("depthwise.bias", zero, size)
                    .norm("batch_norm", size)
                    .add("batch_norm.mean", zero, size)
                    .add("batch_norm.variance", one, size)
                    .linear("pointwise_out", size, size, TransformerLayer.WEIGHT, zero)
                    .list();
        }

        @Override
        public List<Fragment> fragments(Kernels kernels) {
            return List.of(
                    Kernels.linear(),
                    Fragment.of(ConformerLayer.class, "convolution_module.py")
                            .weights(layout())
                            .constant("KERNEL", kernel));
        }

        @Override
        public Cost cost(double framesPerSecond, double seconds) {
            return Cost.of("convolution", framesPerSecond * (3.0 * size * size + (double) kernel * size));
        }
    }
}
