package org.speechbench.upstream.portable;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that one toolkit gives to the parameters of a Transformer over waveforms, relative to the model. An
 * architecture combines these maps with its own rules into its table of formats.
 *
 * @param toolkit for people
 * @param first name of the first convolution's weight, by which a model is found
 * @param mark name that distinguishes the toolkits with this first convolution
 * @param rules from the toolkit's names to those of this suite, applied one after another
 * @param around the same for tensors that are outside the model instead of within
 */
public record NameMap(String toolkit, String first, String mark, List<Rule> rules, List<Rule> around) {
    /** fairseq's {@code HubertModel}; s3prl keeps these names. */
    public static final NameMap FAIRSEQ = new NameMap(
            "fairseq",
            "feature_extractor.conv_layers.0.0.weight",
            "feature_extractor.conv_layers.0.0.weight",
            List.of(
                    Rule.of("^(feature_extractor\\.conv_layers\\.\\d+)\\.0\\.(weight|bias)$", "$1.conv.$2"),
                    Rule.of("^(feature_extractor\\.conv_layers\\.0)\\.2\\.(weight|bias)$", "$1.layer_norm.$2"),
                    Rule.of("^(feature_extractor\\.conv_layers\\.\\d+)\\.2\\.1\\.(weight|bias)$", "$1.layer_norm.$2"),
                    Rule.of("^layer_norm\\.", "feature_projection.layer_norm."),
                    Rule.of("^post_extract_proj\\.", "feature_projection.projection."),
                    Rule.of("^mask_emb$", "mask_embedding"),
                    Rule.of("^label_embs_concat$", "label_embeddings"),
                    Rule.of("^encoder\\.pos_conv\\.0\\.", "encoder.pos_conv."),
                    Rule.of("^(encoder\\.layers\\.\\d+)\\.self_attn\\.", "$1.attention."),
                    Rule.of("^(encoder\\.layers\\.\\d+)\\.self_attn_layer_norm\\.", "$1.layer_norm."),
                    Rule.of("^(encoder\\.layers\\.\\d+)\\.fc1\\.", "$1.feed_forward.intermediate_dense."),
                    Rule.of("^(encoder\\.layers\\.\\d+)\\.fc2\\.", "$1.feed_forward.output_dense.")),
            List.of());

    /** The published Fast-HuBERT, a model of fairseq with another front end. */
    public static final NameMap FAST_HUBERT = new NameMap(
            "FastHuBERT",
            "subsample.conv_layers.0.weight",
            "subsample.conv_layers.0.weight",
            Stream.concat(Stream.of(Rule.of("^subsample\\.", "subsampler.")), FAIRSEQ.rules().stream())
                    .toList(),
            List.of());

    /** torchaudio's {@code Wav2Vec2Model}, alone or in a {@code HuBERTPretrainModel}. */
    public static final NameMap TORCHAUDIO = new NameMap(
            "torchaudio",
            "feature_extractor.conv_layers.0.conv.weight",
            "encoder.transformer.layer_norm.weight",
            List.of(
                    Rule.of("^encoder\\.feature_projection\\.", "feature_projection."),
                    Rule.of("^encoder\\.transformer\\.pos_conv_embed\\.conv\\.", "encoder.pos_conv."),
                    Rule.of("^encoder\\.transformer\\.", "encoder.")),
            List.of(Rule.of("^(mask_generator|logit_generator)\\.", "")));

    /**
     * Hugging Face's {@code HubertModel}; the names of this suite differ in the positional convolution and the mask.
     */
    public static final NameMap HUGGING_FACE = new NameMap(
            "Hugging Face",
            "feature_extractor.conv_layers.0.conv.weight",
            "encoder.layer_norm.weight",
            List.of(
                    Rule.of("^encoder\\.pos_conv_embed\\.conv\\.", "encoder.pos_conv."),
                    Rule.of("^masked_spec_embed$", "mask_embedding")),
            List.of());

    /** PyTorch's weight norm has two sets of names. */
    private static final List<Rule> WEIGHT_NORM = List.of(
            Rule.of("^(encoder\\.pos_conv)\\.parametrizations\\.weight\\.original0$", "$1.weight_g"),
            Rule.of("^(encoder\\.pos_conv)\\.parametrizations\\.weight\\.original1$", "$1.weight_v"),
            // If weight norm was removed, one tensor is left, see FoundTensors.
            Rule.of("^(encoder\\.pos_conv)\\.weight$", "$1.weight_v"));

    public NameMap {
        rules = List.copyOf(rules);
        around = List.copyOf(around);
    }

    /**
     * A rule of renaming.
     *
     * @param theirs the pattern that is matched
     * @param ours the replacement; may refer to groups
     */
    public record Rule(Pattern theirs, String ours) {
        /** A rule from a regular expression. */
        public static Rule of(String theirs, String ours) {
            return new Rule(Pattern.compile(theirs), ours);
        }

        String apply(String name) {
            return theirs.matcher(name).replaceFirst(ours);
        }
    }

    /** The published Fast-HuBERT's name of a parameter of the backbone. */
    public static String fastHubert(String ours, boolean newWeightNorm) {
        String name = ours.replaceFirst("^subsampler\\.", "subsample.")
                .replaceFirst("^feature_projection\\.layer_norm\\.", "layer_norm.")
                .replaceFirst("^feature_projection\\.projection\\.", "post_extract_proj.")
                .replaceFirst("^mask_embedding$", "mask_emb")
                .replaceFirst("^encoder\\.pos_conv\\.", "encoder.pos_conv.0.")
                .replaceFirst("^(encoder\\.layers\\.\\d+)\\.layer_norm\\.", "$1.self_attn_layer_norm.")
                .replaceFirst("^(encoder\\.layers\\.\\d+)\\.attention\\.", "$1.self_attn.")
                .replaceFirst("\\.feed_forward\\.intermediate_dense\\.", ".fc1.")
                .replaceFirst("\\.feed_forward\\.output_dense\\.", ".fc2.");
        return newWeightNorm
                ? name.replaceFirst("weight_g$", "parametrizations.weight.original0")
                        .replaceFirst("weight_v$", "parametrizations.weight.original1")
                : name;
    }

    /** This suite's name of a tensor of the model; an unknown one keeps its name. */
    String ours(String theirs) {
        return renamed(renamed(theirs, rules), WEIGHT_NORM);
    }

    /** This suite's name of a tensor outside the model if it belongs to it, otherwise the same name. */
    String beside(String theirs) {
        return renamed(theirs, around);
    }

    private static String renamed(String name, List<Rule> rules) {
        String renamed = name;
        for (Rule rule : rules) {
            renamed = rule.apply(renamed);
        }
        return renamed;
    }
}
