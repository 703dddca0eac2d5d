package org.speechbench.upstream.portable;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that one toolkit gives to the parameters of a Transformer over waveforms, relative to the model. Every row
 * serves both directions, and the first row that matches a name applies.
 *
 * @param toolkit for people
 * @param first name of the first convolution's weight, by which a model is found
 * @param mark name that distinguishes the toolkits with this first convolution
 * @param rows the toolkit's names and those of this suite
 * @param around the same for tensors that are outside the model instead of within
 */
public record NameMap(String toolkit, String first, String mark, List<Row> rows, List<Row> around) {
    /** fairseq's models; s3prl and Microsoft keep these names. */
    public static final NameMap FAIRSEQ = new NameMap(
            "fairseq",
            "feature_extractor.conv_layers.0.0.weight",
            "feature_extractor.conv_layers.0.0.weight",
            List.of(
                    new Row("feature_extractor.conv_layers.#.0.*", "feature_extractor.conv_layers.#.conv.*"),
                    new Row("feature_extractor.conv_layers.#.2.1.*", "feature_extractor.conv_layers.#.layer_norm.*"),
                    new Row("feature_extractor.conv_layers.#.2.*", "feature_extractor.conv_layers.#.layer_norm.*"),
                    new Row("layer_norm.*", "feature_projection.layer_norm.*"),
                    new Row("post_extract_proj.*", "feature_projection.projection.*"),
                    new Row("mask_emb", "mask_embedding"),
                    new Row("label_embs_concat", "label_embeddings"),
                    new Row("output_layer.0.*", "predictor.expand.*"),
                    new Row("output_layer.2.*", "predictor.split.*"),
                    // Several convolutions in a row (data2vec), or one (all others).
                    new Row("encoder.pos_conv.#.0.*", "encoder.pos_conv.layers.#.conv.*"),
                    new Row("encoder.pos_conv.0.*", "encoder.pos_conv.*"),
                    new Row(
                            "encoder.layers.0.self_attn.relative_attention_bias.*",
                            "encoder.shared.relative_attention_bias.*"),
                    new Row("encoder.layers.#.self_attn.*", "encoder.layers.#.attention.*"),
                    new Row("encoder.layers.#.self_attn_layer_norm.*", "encoder.layers.#.layer_norm.*"),
                    new Row("encoder.layers.#.fc1.*", "encoder.layers.#.feed_forward.intermediate_dense.*"),
                    new Row("encoder.layers.#.fc2.*", "encoder.layers.#.feed_forward.output_dense.*")),
            List.of());

    /** The published Fast-HuBERT, a model of fairseq with another front end. */
    public static final NameMap FAST_HUBERT = new NameMap(
            "FastHuBERT",
            "subsample.conv_layers.0.weight",
            "subsample.conv_layers.0.weight",
            Stream.concat(Stream.of(new Row("subsample.*", "subsampler.*")), FAIRSEQ.rows().stream())
                    .toList(),
            List.of());

    /** torchaudio's {@code Wav2Vec2Model}, alone or in a {@code HuBERTPretrainModel}. */
    public static final NameMap TORCHAUDIO = new NameMap(
            "torchaudio",
            "feature_extractor.conv_layers.0.conv.weight",
            "encoder.transformer.layer_norm.weight",
            List.of(
                    new Row("encoder.feature_projection.*", "feature_projection.*"),
                    new Row("encoder.transformer.pos_conv_embed.conv.*", "encoder.pos_conv.*"),
                    new Row("encoder.transformer.*", "encoder.*")),
            List.of(new Row("mask_generator.*", "*"), new Row("logit_generator.*", "*")));

    /** torchaudio's WavLM, whose attention is PyTorch's. */
    public static final NameMap TORCHAUDIO_WAVLM = new NameMap(
            "torchaudio",
            "feature_extractor.conv_layers.0.conv.weight",
            "encoder.transformer.layers.0.attention.attention.in_proj_weight",
            Stream.of(
                            List.of(
                                    new Row(
                                            "encoder.transformer.layers.0.attention.rel_attn_embed.*",
                                            "encoder.shared.relative_attention_bias.*"),
                                    new Row(
                                            "encoder.transformer.layers.#.attention.gru_rel_pos_linear.*",
                                            "encoder.layers.#.attention.grep_linear.*"),
                                    new Row(
                                            "encoder.transformer.layers.#.attention.gru_rel_pos_const",
                                            "encoder.layers.#.attention.grep_a"),
                                    // One tensor of queries, keys and values, see FoundTensors.
                                    new Row(
                                            "encoder.transformer.layers.#.attention.attention.in_proj_*",
                                            "encoder.layers.#.attention.in_proj.*"),
                                    new Row(
                                            "encoder.transformer.layers.#.attention.attention.*",
                                            "encoder.layers.#.attention.*")),
                            TORCHAUDIO.rows())
                    .flatMap(List::stream)
                    .toList(),
            List.of());

    /** Hugging Face's models, whose names this suite has but for few. */
    public static final NameMap HUGGING_FACE = new NameMap(
            "Hugging Face",
            "feature_extractor.conv_layers.0.conv.weight",
            "encoder.layer_norm.weight",
            List.of(
                    new Row("encoder.pos_conv_embed.layers.*", "encoder.pos_conv.layers.*"),
                    new Row("encoder.pos_conv_embed.conv.*", "encoder.pos_conv.*"),
                    new Row("encoder.layers.0.attention.rel_attn_embed.*", "encoder.shared.relative_attention_bias.*"),
                    new Row(
                            "encoder.layers.#.attention.gru_rel_pos_linear.*",
                            "encoder.layers.#.attention.grep_linear.*"),
                    new Row("encoder.layers.#.attention.gru_rel_pos_const", "encoder.layers.#.attention.grep_a"),
                    new Row("masked_spec_embed", "mask_embedding"),
                    new Row("output_layer.0.*", "predictor.expand.*"),
                    new Row("output_layer.2.*", "predictor.split.*")),
            List.of());

    /** All toolkits that have models over waveforms. */
    public static final List<NameMap> WAVEFORM = List.of(FAIRSEQ, TORCHAUDIO_WAVLM, TORCHAUDIO, HUGGING_FACE);

    /** PyTorch's weight norm has two sets of names; the old one is also that of this suite. */
    private static final List<Row> WEIGHT_NORM = List.of(
            new Row("encoder.pos_conv.parametrizations.weight.original0", "encoder.pos_conv.weight_g"),
            new Row("encoder.pos_conv.parametrizations.weight.original1", "encoder.pos_conv.weight_v"));

    /** If weight norm was removed, one tensor is left, see {@link FoundTensors}. */
    private static final List<Row> NO_WEIGHT_NORM =
            List.of(new Row("encoder.pos_conv.weight", "encoder.pos_conv.weight_v"));

    public NameMap {
        rows = List.copyOf(rows);
        around = List.copyOf(around);
    }

    /**
     * Two names of the same parameters. {@code #} stands for a number and {@code *} for anything; both names have them
     * in the same order.
     */
    public record Row(String theirs, String ours) {
        /** The other name of a parameter; empty if the row is about others. */
        Optional<String> ours(String name) {
            return renamed(name, theirs, ours);
        }

        /** The other name of a parameter; empty if the row is about others. */
        Optional<String> theirs(String name) {
            return renamed(name, ours, theirs);
        }

        private static Optional<String> renamed(String name, String from, String to) {
            String pattern = Pattern.quote(from).replace("#", "\\E(\\d+)\\Q").replace("*", "\\E(.+)\\Q");
            Matcher matcher = Pattern.compile(pattern).matcher(name);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            StringBuilder renamed = new StringBuilder();
            int group = 1;
            for (int i = 0; i < to.length(); i++) {
                char c = to.charAt(i);
                renamed.append(c == '#' || c == '*' ? matcher.group(group++) : Character.toString(c));
            }
            return Optional.of(renamed.toString());
        }
    }

    /** This suite's name of a tensor of the model; an unknown one keeps its name. */
    String ours(String theirs) {
        String name = first(rows, theirs, Row::ours);
        return first(NO_WEIGHT_NORM, first(WEIGHT_NORM, name, Row::ours), Row::ours);
    }

    /**
     * The toolkit's name of a parameter of the backbone.
     *
     * @param newWeightNorm names of PyTorch's parametrisations instead of {@code weight_g} and {@code weight_v}
     */
    public String theirs(String ours, boolean newWeightNorm) {
        return first(rows, newWeightNorm ? first(WEIGHT_NORM, ours, Row::theirs) : ours, Row::theirs);
    }

    /** This suite's name of a tensor outside the model if it belongs to it, otherwise the same name. */
    String beside(String theirs) {
        return first(around, theirs, Row::ours);
    }

    private static String first(List<Row> rows, String name, BiFunction<Row, String, Optional<String>> by) {
        return rows.stream()
                .map(row -> by.apply(row, name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(name);
    }
}
