package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.FrameGeometry.Window;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * Seven convolutions over the samples that produce one frame every 20 ms (wav2vec 2.0, arXiv 2006.11477, section 2).
 *
 * @param channels of every convolution
 * @param layerNorm layer norm after every convolution (Large) instead of one group norm after the first (Base)
 * @param bias whether the convolutions have a bias; that of a convolution before a group norm has no effect
 * @param waveEpsilon samples are normalised to mean 0 and variance 1 with this added to the variance; 0 if they are not
 *     normalised
 * @param paddedStatistics whether the mean and variance of the group norm include the zero padding
 */
public record WaveformFrontEnd(
        int channels, boolean layerNorm, boolean bias, double waveEpsilon, boolean paddedStatistics)
        implements FrontEnd {
    public static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
    public static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);
    private static final int SAMPLE_RATE = 16_000;

    @Override
    public String name() {
        return "feature_extractor";
    }

    @Override
    public InputKind input() {
        return InputKind.WAVEFORM;
    }

    @Override
    public FrameGeometry geometry() {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < KERNELS.size(); i++) {
            windows.add(new Window(KERNELS.get(i), STRIDES.get(i), 0));
        }
        return new FrameGeometry(windows);
    }

    @Override
    public int frameStride() {
        return geometry().stride();
    }

    @Override
    public int width() {
        return channels;
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        for (int i = 0; i < KERNELS.size(); i++) {
            int in = i == 0 ? 1 : channels;
            String layer = "conv_layers." + i + ".";
            // Kaiming normal, as fairseq initialises it.
            Initializer kaiming = Initializer.normal(Math.sqrt(2.0 / (in * KERNELS.get(i))));
            list.add(layer + "conv.weight", kaiming, channels, in, KERNELS.get(i));
            if (bias) {
                list.add(layer + "conv.bias", Initializer.fanIn(in * KERNELS.get(i)), channels);
            }
            if (layerNorm) {
                list.norm(layer + "layer_norm", channels);
            }
        }
        return layerNorm
                ? list.list()
                : list.norm("conv_layers.0.layer_norm", channels).list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        List<Fragment> fragments = new ArrayList<>(List.of(Kernels.linear(), waves()));
        fragments.add(fragment(bias ? "convolution_with_bias.py" : "convolution_without_bias.py"));
        if (layerNorm) {
            fragments.add(fragment(kernels, KernelOption.CHANNELS_LAST, "front_layer_norm.py"));
        } else {
            fragments.add(fragment("front_group_norm.py"));
            fragments.add(firstConvolution(kernels));
            fragments.add(fragment(kernels, KernelOption.CHANNELS_LAST, "convolutions.py"));
        }
        return fragments;
    }

    private Fragment waves() {
        return waveEpsilon > 0 ? normalizedWaves(waveEpsilon) : fragment("waves.py");
    }

    /**
     * The method {@code waves(x, lengths)}: samples (B, N) with mean 0 and variance 1 over the {@code lengths} (B) of each
     * utterance, and zeros beyond.
     *
     * @param epsilon added to the variance
     */
    public static Fragment normalizedWaves(double epsilon) {
        return Fragment.of(WaveformFrontEnd.class, "waves_normalized.py").constant("WAVE_EPSILON", epsilon);
    }

    private Fragment firstConvolution(Kernels kernels) {
        Fragment first = fragment(kernels, KernelOption.FOLDED_NORM, "first_convolution.py")
                .constant("CHANNELS_LAST", kernels.uses(KernelOption.CHANNELS_LAST));
        return kernels.uses(KernelOption.FOLDED_NORM) ? first.constant("OWN_SAMPLES", !paddedStatistics) : first;
    }

    private Fragment fragment(Kernels kernels, KernelOption optimisation, String resource) {
        return fragment(kernels.uses(optimisation) ? resource : "original/" + resource);
    }

    private Fragment fragment(String resource) {
        return Fragment.of(WaveformFrontEnd.class, resource).weights(layout());
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        double rate = SAMPLE_RATE;
        double sum = 0;
        for (int i = 0; i < KERNELS.size(); i++) {
            rate /= STRIDES.get(i);
            sum += rate * KERNELS.get(i) * channels * (i == 0 ? 1 : channels);
        }
        return Cost.of(Cost.FRONT_END, sum);
    }
}
