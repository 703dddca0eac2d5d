package org.speechbench.upstream.fasthubert;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.FrameGeometry.Window;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.FrontEnd;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * Convolutions with gated linear units over log-mel frames, each of which halves the rate (Yang et al., arXiv
 * 2309.13860).
 *
 * @param utteranceMean whether the mean over time is subtracted from every log-mel bin of an utterance
 */
record SubsampledFrontEnd(List<Convolution> convolutions, boolean utteranceMean) implements FrontEnd {
    private static final int MEL_BINS = 80;
    private static final int FBANK_STRIDE = 160;
    private static final double FBANK_RATE = 100;

    @Override
    public String name() {
        return "subsampler";
    }

    @Override
    public InputKind input() {
        return InputKind.FBANK80;
    }

    @Override
    public FrameGeometry geometry() {
        return new FrameGeometry(convolutions.stream()
                .map(c -> new Window(c.kernel(), 2, c.kernel() / 2))
                .toList());
    }

    @Override
    public int frameStride() {
        return FBANK_STRIDE << convolutions.size();
    }

    @Override
    public int width() {
        return convolutions.get(convolutions.size() - 1).channels();
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        int in = MEL_BINS;
        for (int i = 0; i < convolutions.size(); i++) {
            Convolution c = convolutions.get(i);
            Initializer start = Initializer.fanIn(in * c.kernel());
            list.add("conv_layers." + i + ".weight", start, 2L * c.channels(), in, c.kernel())
                    .add("conv_layers." + i + ".bias", start, 2L * c.channels());
            in = c.channels();
        }
        return list.list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        List<Fragment> fragments = new ArrayList<>();
        fragments.add(Fragment.of(SubsampledFrontEnd.class, "features.py").constant("UTTERANCE_MEAN", utteranceMean));
        String front = kernels.uses(KernelOption.CHANNELS_LAST) ? "front.py" : "original/front.py";
        fragments.add(Fragment.of(SubsampledFrontEnd.class, front)
                .weights(layout())
                .constant("CONVOLUTIONS", convolutions.size()));
        return fragments;
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        double rate = FBANK_RATE;
        double sum = 0;
        int in = MEL_BINS;
        for (Convolution c : convolutions) {
            rate /= 2;
            sum += rate * c.kernel() * in * 2 * c.channels();
            in = c.channels();
        }
        return Cost.of(Cost.FRONT_END, sum);
    }
}
