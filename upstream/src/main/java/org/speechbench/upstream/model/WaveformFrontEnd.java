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
 * Convolutions over the samples, as a rule those of wav2vec 2.0 (arXiv 2006.11477, section 2).
 *
 * @param convolutions at least two
 * @param layerNorm layer norm after every convolution (Large) instead of one group norm after the first (Base)
 * @param bias whether the convolutions have a bias; that of a convolution before a group norm has no effect
 * @param waveEpsilon samples are normalised to mean 0 and variance 1 with this added to the variance; 0 if they are not
 *     normalised
 * @param paddedStatistics whether the mean and variance of the group norm include the zero padding
 */
public record WaveformFrontEnd(
        List<Convolution> convolutions, boolean layerNorm, boolean bias, double waveEpsilon, boolean paddedStatistics)
        implements FrontEnd {
    private static final int SAMPLE_RATE = 16_000;
    /** 0.16 s: 94 parts of 15 s for each utterance of a batch. */
    private static final int FRAMES_OF_A_PART = 512;

    public WaveformFrontEnd {
        convolutions = List.copyOf(convolutions);
    }

    /** The seven convolutions of wav2vec 2.0, all with as many channels. */
    public WaveformFrontEnd(
            int channels, boolean layerNorm, boolean bias, double waveEpsilon, boolean paddedStatistics) {
        this(Convolution.wav2vec2(channels), layerNorm, bias, waveEpsilon, paddedStatistics);
    }

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
        return new FrameGeometry(convolutions.stream()
                .map(c -> new Window(c.kernel(), c.stride(), 0))
                .toList());
    }

    @Override
    public int frameStride() {
        return geometry().stride();
    }

    @Override
    public int width() {
        return convolutions.get(convolutions.size() - 1).channels();
    }

    private Convolution first() {
        return convolutions.get(0);
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        int in = 1;
        for (int i = 0; i < convolutions.size(); i++) {
            Convolution c = convolutions.get(i);
            String layer = "conv_layers." + i + ".";
            // Kaiming normal, as fairseq initialises it.
            Initializer kaiming = Initializer.normal(Math.sqrt(2.0 / (in * c.kernel())));
            list.add(layer + "conv.weight", kaiming, c.channels(), in, c.kernel());
            if (bias) {
                list.add(layer + "conv.bias", Initializer.fanIn(in * c.kernel()), c.channels());
            }
            if (layerNorm) {
                list.norm(layer + "layer_norm", c.channels());
            }
            in = c.channels();
        }
        return layerNorm
                ? list.list()
                : list.norm("conv_layers.0.layer_norm", first().channels()).list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        List<Fragment> fragments = new ArrayList<>(List.of(Kernels.linear(), waves()));
        fragments.add(fragment(bias ? "convolution_with_bias.py" : "convolution_without_bias.py"));
        if (layerNorm) {
            Fragment all = strided(fragment(kernels, KernelOption.CHANNELS_LAST, "front_layer_norm.py"));
            fragments.add(kernels.uses(KernelOption.CHANNELS_LAST) ? all.constant("KERNEL", first().kernel()) : all);
        } else {
            fragments.add(fragment("front_group_norm.py"));
            fragments.add(firstConvolution(kernels));
            if (kernels.uses(KernelOption.FOLDED_NORM)) {
                fragments.add(frameProducts(kernels.device()));
            }
            fragments.add(strided(fragment(kernels, KernelOption.CHANNELS_LAST, "convolutions.py")));
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

    private Fragment strided(Fragment convolutionsOfAll) {
        return convolutionsOfAll.constant("STRIDES", Convolution.strides(convolutions));
    }

    private Fragment firstConvolution(Kernels kernels) {
        Fragment first = fragment(kernels, KernelOption.FOLDED_NORM, "first_convolution.py")
                .constant("STRIDE", first().stride())
                .constant("CHANNELS_LAST", kernels.uses(KernelOption.CHANNELS_LAST));
        return kernels.uses(KernelOption.FOLDED_NORM)
                ? first.constant("KERNEL", first().kernel()).constant("OWN_SAMPLES", !paddedStatistics)
                : first;
    }

    /** The method {@code frame_products(x)} of the folded norm. */
    static Fragment frameProducts(ComputeDevice device) {
        // A CPU computes a sum over all frames well; a GPU has more units than there are sums.
        return device.isGpu()
                ? Fragment.of(WaveformFrontEnd.class, "products_in_parts.py").constant("PART", FRAMES_OF_A_PART)
                : Fragment.of(WaveformFrontEnd.class, "products_at_once.py");
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
        int in = 1;
        for (Convolution c : convolutions) {
            rate /= c.stride();
            sum += rate * c.kernel() * c.channels() * in;
            in = c.channels();
        }
        return Cost.of(Cost.FRONT_END, sum);
    }
}
