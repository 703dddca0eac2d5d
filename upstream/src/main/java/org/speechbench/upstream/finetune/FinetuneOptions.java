package org.speechbench.upstream.finetune;

import org.speechbench.core.UserError;

/**
 * The regularisation and masking of a model while it is fine-tuned. HuBERT's published values are those of fairseq's
 * {@code base_10h}; Fast-HuBERT's published code masks its input as in SpecAugment instead of masking frames.
 */
public record FinetuneOptions(Regularisation regularisation, Masking masking) {
    /** Neither regularisation nor masking: for recognition. */
    public static final FinetuneOptions NONE = new FinetuneOptions(Regularisation.NONE, Masking.NONE);

    /**
     * The parts that are dropped.
     *
     * @param dropout after residuals, attention and input
     * @param activationDropout inside feed-forward blocks
     * @param layerDrop probability that a layer is left out of a step
     */
    public record Regularisation(double dropout, double activationDropout, double layerDrop) {
        /** No regularisation. */
        public static final Regularisation NONE = new Regularisation(0, 0, 0);

        public Regularisation {
            share("dropout", dropout);
            share("activation_dropout", activationDropout);
            share("layer_drop", layerDrop);
        }
    }

    /**
     * What is masked.
     *
     * @param timeProbability expected share of frames that begin or are under a mask embedding, drawn as in HuBERT; 0:
     *     none
     * @param timeMilliseconds length of a masked span
     * @param channelProbability the same over channels, which become 0
     * @param channels length of a span of channels
     * @param specAugment masks two bands of up to 30 log-mel bins and two spans of up to 400 ms of the input (Park et
     *     al., arXiv 1904.08779, without warping), for models that read log-mel frames; what is masked becomes the
     *     utterance's mean over frames and bins of normalised values, as in Fast-HuBERT's published code
     */
    public record Masking(
            double timeProbability,
            double timeMilliseconds,
            double channelProbability,
            int channels,
            boolean specAugment) {
        /** No masking. */
        public static final Masking NONE = new Masking(0, 200, 0, 64, false);

        public Masking {
            share("time_mask_probability", timeProbability);
            share("channel_mask_probability", channelProbability);
            check("time_mask_milliseconds", timeMilliseconds, timeMilliseconds > 0, "a positive number");
            check("channel_mask_channels", channels, channels > 0, "a positive number");
        }
    }

    private static void share(String name, double value) {
        check(name, value, value >= 0 && value < 1, "at least 0 and less than 1");
    }

    private static void check(String name, double value, boolean good, String wanted) {
        if (!good) {
            throw new UserError(name + " is " + value + ", wanted " + wanted + ".", "Correct the experiment.");
        }
    }
}
