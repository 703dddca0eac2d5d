package org.speechbench.upstream.hubert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;

/** How other toolkits name HuBERT's parameters. */
final class TensorNames {
    /** Hugging Face's {@code HubertModel}, bare or below a head. */
    static final TensorNames HUGGING_FACE = new TensorNames(
            "^(lm_head|projector|classifier)\\.(weight|bias)$|^layer_weights$",
            Rule.of("^hubert\\.", ""),
            Rule.of("^encoder\\.pos_conv_embed\\.conv\\.", "encoder.pos_conv."),
            Rule.of("^masked_spec_embed$", "mask_embedding"));

    /** torchaudio's {@code Wav2Vec2Model} and {@code HuBERTPretrainModel}. */
    static final TensorNames TORCHAUDIO = new TensorNames(
            "^aux\\.(weight|bias)$",
            Rule.of("^wav2vec2\\.", ""),
            Rule.of("^encoder\\.feature_projection\\.", "feature_projection."),
            Rule.of("^encoder\\.transformer\\.pos_conv_embed\\.conv\\.", "encoder.pos_conv."),
            Rule.of("^encoder\\.transformer\\.", "encoder."),
            Rule.of("^(mask_generator|logit_generator)\\.", ""));

    /** fairseq's {@code HubertModel}, pre-trained or below a CTC head. */
    static final TensorNames FAIRSEQ = new TensorNames(
            "^proj\\.(weight|bias)$",
            Rule.of("^w2v_encoder\\.", ""),
            Rule.of("^w2v_model\\.", ""),
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
            Rule.of("^(encoder\\.layers\\.\\d+)\\.fc2\\.", "$1.feed_forward.output_dense."));

    /** PyTorch's weight norm has two sets of names. */
    private static final List<Rule> WEIGHT_NORM = List.of(
            Rule.of("^(encoder\\.pos_conv)\\.parametrizations\\.weight\\.original0$", "$1.weight_g"),
            Rule.of("^(encoder\\.pos_conv)\\.parametrizations\\.weight\\.original1$", "$1.weight_v"));

    private final Pattern heads;
    private final List<Rule> rules;

    private TensorNames(String heads, Rule... rules) {
        this.heads = Pattern.compile(heads);
        this.rules = List.of(rules);
    }

    private record Rule(Pattern theirs, String ours) {
        static Rule of(String theirs, String ours) {
            return new Rule(Pattern.compile(theirs), ours);
        }

        String apply(String name) {
            return theirs.matcher(name).replaceFirst(ours);
        }
    }

    /**
     * Our names to theirs; heads for a task are left out, and what is unknown keeps its name.
     *
     * @throws UserError if two tensors are the same parameter
     */
    Map<String, String> ours(Set<String> theirs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : theirs) {
            String ours = name;
            for (Rule rule : rules) {
                ours = rule.apply(ours);
            }
            for (Rule rule : WEIGHT_NORM) {
                ours = rule.apply(ours);
            }
            if (heads.matcher(ours).find()) {
                continue;
            }
            String other = names.put(ours, name);
            if (other != null) {
                throw new UserError(
                        "The checkpoint has one parameter twice, as " + other + " and as " + name + ".",
                        "Remove one of them.");
            }
        }
        return names;
    }

    /** Which toolkit's names these are; Hugging Face's where it cannot be told. */
    static TensorNames of(Set<String> names) {
        if (names.stream().anyMatch(n -> n.contains("post_extract_proj."))) {
            return FAIRSEQ;
        }
        return names.stream().anyMatch(n -> n.contains("encoder.transformer.")) ? TORCHAUDIO : HUGGING_FACE;
    }

    /** Hugging Face's name of a parameter of the backbone. */
    static String huggingFace(String ours, boolean newWeightNorm) {
        String name = ours.equals("mask_embedding")
                ? "masked_spec_embed"
                : ours.replaceFirst("^encoder\\.pos_conv\\.", "encoder.pos_conv_embed.conv.");
        return newWeightNorm
                ? name.replaceFirst("weight_g$", "parametrizations.weight.original0")
                        .replaceFirst("weight_v$", "parametrizations.weight.original1")
                : name;
    }
}
