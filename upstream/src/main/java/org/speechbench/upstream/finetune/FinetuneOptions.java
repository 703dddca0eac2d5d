package org.speechbench.upstream.finetune;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.speechbench.core.Range;

/**
 * The regularisation and masking of a model while it is fine-tuned. HuBERT's published values are those of fairseq's
 * {@code base_10h}; Fast-HuBERT's published code masks its input as in SpecAugment instead of masking frames.
 */
public record FinetuneOptions(@JsonUnwrapped Regularisation regularisation, @JsonUnwrapped Masking masking) {
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
            Range.fractionBelowOne("dropout", dropout);
            Range.fractionBelowOne("activation_dropout", activationDropout);
            Range.fractionBelowOne("layer_drop", layerDrop);
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
            @JsonProperty("time_mask_probability") double timeProbability,
            @JsonProperty("time_mask_milliseconds") double timeMilliseconds,
            @JsonProperty("channel_mask_probability") double channelProbability,
            @JsonProperty("channel_mask_channels") int channels,
            boolean specAugment) {
        /** No masking. */
        public static final Masking NONE = new Masking(0, 200, 0, 64, false);

        public Masking {
            Range.fractionBelowOne("time_mask_probability", timeProbability);
            Range.fractionBelowOne("channel_mask_probability", channelProbability);
            Range.positive("time_mask_milliseconds", timeMilliseconds);
            Range.atLeast("channel_mask_channels", channels, 1);
        }
    }
}
