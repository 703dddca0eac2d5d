package org.speechbench.upstream.fasthubert;

import java.util.List;
import java.util.Map;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.FrontEnd;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * The parts specific to Fast-HuBERT: convolutions with gated linear units over log-mel frames, and one head for each
 * layer that is predicted from (Yang et al., arXiv 2309.13860, and its published code).
 *
 * @param convolutions each halves the rate: one for 20 ms frames, two for 40 ms, three for 80 ms
 * @param intermediate whether there is also a prediction from a third of the layers (intermediate-layer supervision)
 * @param utteranceMean whether the mean over time is subtracted from every log-mel bin of an utterance, after the
 *     normalisation over the training set; not in the paper, which has one channel
 * @param maskedFrames where masked frames are processed in pre-training
 * @param predictionHead linear as published, or HuBERT's (row S1 of the ladder)
 */
record FastHubertArchitecture(
        String size,
        TransformerConfig transformer,
        List<Convolution> convolutions,
        boolean intermediate,
        boolean utteranceMean,
        MaskPlacement maskedFrames,
        PredictionHead predictionHead)
        implements Architecture {
    /** The kernel size of the published model. */
    static final int KERNEL = 5;

    /**
     * A convolution of stride 2, padded by half its kernel on both sides.
     *
     * @param kernel odd
     * @param channels after the gated linear unit, which halves those of the convolution
     */
    record Convolution(int kernel, int channels) {}

    FastHubertArchitecture {
        convolutions = List.copyOf(convolutions);
    }

    @Override
    public String provider() {
        return FastHubertProvider.NAME;
    }

    @Override
    public String paper() {
        return "Yang et al., Fast-HuBERT, 2023 (arXiv 2309.13860)";
    }

    @Override
    public FrontEnd front() {
        return new SubsampledFrontEnd(convolutions, utteranceMean);
    }

    @Override
    public Encoder encoder() {
        return transformer.encoder();
    }

    @Override
    public List<Integer> predictLayers() {
        return PredictionSettings.layers(transformer.layers(), intermediate);
    }

    @Override
    public List<Block> decoder() {
        return maskedFrames.decoder(transformer);
    }

    @Override
    public Map<String, String> settings() {
        return FastHubertSizes.settings(this);
    }
}
