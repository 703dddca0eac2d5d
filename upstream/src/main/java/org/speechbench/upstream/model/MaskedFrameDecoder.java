package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * Four residual convolutions of 7 frames over the encoder's outputs and the mask embeddings (data2vec 2.0, arXiv
 * 2212.07525, section 3; its decoder is narrower). The method is {@code decoded(x, w)}, (B, T, D) to (B, T, D).
 */
record MaskedFrameDecoder(int size, int groups) implements Block {
    private static final int LAYERS = 4;
    private static final int KERNEL = 7;

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        Initializer start = Initializer.fanIn(size / groups * KERNEL);
        ParameterList list = new ParameterList(prefix);
        for (int l = 0; l < LAYERS; l++) {
            list.add("conv_layers." + l + ".weight", start, size, size / groups, KERNEL)
                    .add("conv_layers." + l + ".bias", start, size);
        }
        return list.list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(Fragment.of(MaskedFrameDecoder.class, "masked_frame_decoder.py")
                .weights(layout())
                .constant("LAYERS", LAYERS)
                .constant("PADDING", KERNEL / 2)
                .constant("GROUPS", groups)
                .constant("CONVOLUTION_DTYPE", ConvolutionalPositions.dtype(size / groups, kernels.precision())));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.HEAD, framesPerSecond * LAYERS * size * size / groups * KERNEL);
    }
}
