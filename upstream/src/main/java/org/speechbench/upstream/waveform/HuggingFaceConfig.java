package org.speechbench.upstream.waveform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.Convolution;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * Hugging Face's {@code config.json} of a family, read and written. A missing key has the default of the class of its
 * configuration; a key with a value that this suite's network does not support is refused by name.
 */
final class HuggingFaceConfig {
    private static final double EPSILON = 1e-5;
    private static final int LARGEST = 1 << 16;

    /** Whether the convolutions have a bias. */
    static final String CONV_BIAS = "conv_bias";

    private final WaveformFamily family;
    private final String place;
    private final JsonNode config;
    private final List<String> refused = new ArrayList<>();
    private final boolean layerNorm;
    private final int channels;
    private final TransformerConfig transformer;
    private final boolean convBias;

    /**
     * @param place for messages
     * @throws UserError that lists every setting that is not supported
     */
    HuggingFaceConfig(WaveformFamily family, String place, JsonNode config) {
        this.family = family;
        this.place = place;
        this.config = config;
        String norm = config.path("feat_extract_norm").asText(family.usualFrontNorm());
        this.layerNorm = norm.equals("layer");
        require("feat_extract_norm", norm, layerNorm ? "layer" : "group");
        require("hidden_act", config.path("hidden_act").asText("gelu"), "gelu");
        require(
                "feat_extract_activation",
                config.path("feat_extract_activation").asText("gelu"),
                "gelu");
        require("layer_norm_eps", config.path("layer_norm_eps").asDouble(EPSILON), EPSILON);
        require("conv_pos_batch_norm", config.path("conv_pos_batch_norm").asBoolean(false), false);
        require("adapter_attn_dim", config.path("adapter_attn_dim").asText("null"), "null");
        List<Convolution> seven = Convolution.wav2vec2(1);
        List<Integer> kernels = Convolution.kernels(seven);
        List<Integer> strides = Convolution.strides(seven);
        require("conv_kernel", integers("conv_kernel", kernels), kernels);
        require("conv_stride", integers("conv_stride", strides), strides);
        int layers = seven.size();
        List<Integer> widths = integers("conv_dim", Collections.nCopies(layers, 512));
        this.channels = widths.isEmpty() ? 0 : widths.get(0);
        require("conv_dim", widths, Collections.nCopies(layers, channels));
        this.transformer = encoder();
        this.convBias = flag(CONV_BIAS);
        requireNothingRefused();
    }

    private void requireNothingRefused() {
        if (!refused.isEmpty()) {
            throw new UserError(
                    place + " has settings that " + family.provider() + " does not: " + String.join("; ", refused)
                            + ".",
                    "Use a checkpoint of the model as published.");
        }
    }

    /** The dimensions of the encoder. */
    TransformerConfig transformer() {
        return transformer;
    }

    /** Whether the convolutions have a bias. */
    boolean convBias() {
        return convBias;
    }

    /**
     * The network of the configuration, with the properties that weights decide.
     *
     * @throws UserError if it has other blocks
     */
    WaveformNetwork network(EncoderBlocks blocks, WaveformShapes shapes, WaveNormalization waves) {
        require("feat_proj_layer_norm", config.path("feat_proj_layer_norm").asBoolean(true), blocks.projectionNorm());
        blocks.huggingFace()
                .forEach((key, value) -> require(key, config.path(key).asText(value.toString()), value.toString()));
        requireNothingRefused();
        ConvolutionConfig convolutions = new ConvolutionConfig(channels, layerNorm, shapes.convBias(), waves);
        return new NamedSizes(family).named(transformer, convolutions, blocks, shapes.finalSize());
    }

    private TransformerConfig encoder() {
        int width = number("hidden_size", 768);
        int heads = number("num_attention_heads", 12);
        int kernel = number(
                family.positionalKernelKey(),
                family.sizes().get(0).transformer().positionalKernel());
        int groups = number("num_conv_pos_embedding_groups", 16);
        require("hidden_size modulo num_attention_heads", width % heads, 0);
        require("hidden_size modulo num_conv_pos_embedding_groups", width % groups, 0);
        return new TransformerConfig(
                number("num_hidden_layers", 12),
                width,
                heads,
                number("intermediate_size", 3072),
                kernel,
                groups,
                flag("do_stable_layer_norm"));
    }

    /** The value of a flag; false if the key is missing. */
    private boolean flag(String key) {
        JsonNode value = config.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            refused.add(key + " is " + value + ", wanted true or false");
        }
        return value.asBoolean(false);
    }

    private void require(String key, Object got, Object wanted) {
        if (!got.equals(wanted)) {
            refused.add(key + " is " + got + ", wanted " + wanted);
        }
    }

    private int number(String key, int usual) {
        JsonNode value = config.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > LARGEST) {
            refused.add(key + " is " + value + ", wanted a whole number from 1 to " + LARGEST);
            return usual;
        }
        return value.intValue();
    }

    private List<Integer> integers(String key, List<Integer> usual) {
        if (!(config.get(key) instanceof ArrayNode array)) {
            return usual;
        }
        List<Integer> values = new ArrayList<>();
        array.forEach(v -> values.add(v.asInt()));
        return values;
    }

    /** Whether the model was created with a mask embedding. */
    static boolean masks(JsonNode config) {
        return config.path("mask_time_prob").asDouble(0.05) > 0
                || config.path("mask_feature_prob").asDouble(0) > 0;
    }

    /** The configuration of an architecture, as text. */
    static Map<String, Object> of(WaveformNetwork a) {
        TransformerConfig c = a.transformer();
        List<Convolution> convolutions = a.convolutions().each();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architectures", List.of(a.family().names().modelClass()));
        json.put("model_type", a.family().names().modelType());
        json.put("torch_dtype", "float32");
        json.put("hidden_size", c.size());
        json.put("num_hidden_layers", c.layers());
        json.put("num_attention_heads", c.heads());
        json.put("intermediate_size", c.feedForward());
        json.put("hidden_act", "gelu");
        json.put("layer_norm_eps", EPSILON);
        json.put("do_stable_layer_norm", c.preNorm());
        json.put("feat_extract_norm", a.convolutions().layerNorm() ? "layer" : "group");
        json.put("feat_extract_activation", "gelu");
        json.put("feat_proj_layer_norm", a.blocks().projectionNorm());
        json.put(CONV_BIAS, a.convolutions().bias());
        json.put("conv_dim", convolutions.stream().map(Convolution::channels).toList());
        json.put("conv_kernel", Convolution.kernels(convolutions));
        json.put("conv_stride", Convolution.strides(convolutions));
        json.put(a.family().positionalKernelKey(), c.positionalKernel());
        json.put("num_conv_pos_embedding_groups", c.positionalGroups());
        json.put("conv_pos_batch_norm", false);
        json.put("mask_time_prob", a.maskEmbedding() ? 0.05 : 0);
        json.putAll(a.blocks().huggingFace());
        json.put(HuggingFaceFolder.WAVES, a.waves().id());
        return json;
    }
}
