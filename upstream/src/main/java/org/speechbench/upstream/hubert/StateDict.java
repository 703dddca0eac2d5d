package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.upstream.checkpoint.TensorFile;
import org.speechbench.upstream.checkpoint.TensorInfo;
import org.speechbench.upstream.transformer.TransformerConfig;

/**
 * A file of weights without a configuration beside it: torchaudio's, fairseq's or Hugging Face's names, whose dimensions
 * follow from the shapes. What shapes do not tell (attention heads, the place of norms, whether samples are normalised)
 * is taken from fairseq's own configuration in the file, or else is as published: heads of 64, and pre-norm and
 * normalised samples where the front end has layer norms.
 */
final class StateDict {
    /** Group 1: the keys below which training programs keep weights, beside the state of their optimisers. */
    private static final Pattern FIRST_CONVOLUTION = Pattern.compile(
            "((?:state_dict\\.|model\\.|module\\.)*)(.*)feature_extractor\\.conv_layers\\.0\\.(conv|0)\\.weight");

    private static final int HEAD_SIZE = 64;
    private static final int USUAL_FINAL_SIZE = 256;
    private static final List<String> CONFIGURATIONS =
            List.of("cfg.model.", "cfg.model.w2v_args.model.", "args.", "args.w2v_args.model.", "args.w2v_args.");

    private final Path place;
    private final TensorFile file;
    private final Map<String, String> names;

    private StateDict(Path place, TensorFile file, Map<String, String> names) {
        this.place = place;
        this.file = file;
        this.names = names;
    }

    static HubertCheckpoint read(Path place, int heads) {
        TensorFile file = TensorFile.open(place);
        String container = container(place, file.tensors().keySet());
        Set<String> inside = new LinkedHashSet<>();
        file.tensors().keySet().stream()
                .filter(n -> n.startsWith(container))
                .forEach(n -> inside.add(n.substring(container.length())));
        TensorNames toolkit = TensorNames.of(inside);
        Map<String, String> names = toolkit.ours(inside);
        names.replaceAll((ours, theirs) -> container + theirs);
        StateDict dict = new StateDict(place, file, names);
        int classes = dict.classes();
        if (classes == 0) {
            // fairseq leaves them behind when it takes the projection away for fine-tuning.
            names.remove("label_embeddings");
        }
        return HubertCheckpoint.of(
                dict.architecture(heads, classes > 0), classes, file, names, toolkit == TensorNames.FAIRSEQ);
    }

    private static String container(Path place, Set<String> names) {
        return names.stream()
                .map(FIRST_CONVOLUTION::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        place + " holds no HuBERT: there is no first convolution (feature_extractor.conv_layers.0).",
                        "Look at it with 'speechbench checkpoint inspect'."));
    }

    private HubertArchitecture architecture(int heads, boolean head) {
        boolean layerNorm = names.containsKey("feature_extractor.conv_layers.1.layer_norm.weight");
        int channels = size("feature_extractor.conv_layers.0.conv.weight", 3, 0);
        int width = size("feature_projection.projection.weight", 2, 0);
        int positionalChannels = size("encoder.pos_conv.weight_v", 3, 1);
        TransformerConfig encoder = new TransformerConfig(
                layers(),
                width,
                heads(width, heads),
                size("encoder.layers.0.feed_forward.intermediate_dense.weight", 2, 0),
                size("encoder.pos_conv.weight_v", 3, 2),
                Math.max(1, width / positionalChannels),
                setting("layer_norm_first") instanceof Boolean b ? b : layerNorm);
        Object normalize = file.values().get("cfg.task.normalize");
        boolean normalized = normalize instanceof Boolean b ? b : layerNorm;
        WaveNormalization waves = normalized ? WaveNormalization.FAIRSEQ : WaveNormalization.NONE;
        String size = HubertSizes.matching(encoder, channels, layerNorm);
        int finalSize = head ? size("final_proj.weight", 2, 0) : USUAL_FINAL_SIZE;
        if (!size.equals(HubertSettings.CUSTOM) && head && HubertSizes.of(size).finalSize() != finalSize) {
            size = HubertSettings.CUSTOM;
        }
        if (!size.equals(HubertSettings.CUSTOM)) {
            return HubertSizes.of(size).with(waves);
        }
        return new HubertArchitecture(size, encoder, channels, finalSize, layerNorm, waves);
    }

    private int layers() {
        int layers = 0;
        while (names.containsKey("encoder.layers." + layers + ".layer_norm.weight")) {
            layers++;
        }
        return layers;
    }

    private int heads(int width, int given) {
        int heads = given;
        if (heads == 0 && setting("encoder_attention_heads") instanceof Long n) {
            heads = Math.toIntExact(n);
        }
        if (heads == 0 && width % HEAD_SIZE == 0) {
            heads = width / HEAD_SIZE;
        }
        if (heads <= 0 || width % heads != 0) {
            throw new UserError(
                    place + " does not tell its number of attention heads, and " + heads + " do not divide its width "
                            + width + ".",
                    "Import it with 'speechbench checkpoint import FILE --to DIR --heads N'.");
        }
        return heads;
    }

    /** A setting of fairseq's configuration, if the file has one. */
    private @Nullable Object setting(String key) {
        for (String prefix : CONFIGURATIONS) {
            Object value = file.values().get(prefix + key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Classes of the pre-training head, which is kept only where it is whole. */
    private int classes() {
        return names.containsKey("label_embeddings") && names.containsKey("final_proj.weight")
                ? size("label_embeddings", 2, 0)
                : 0;
    }

    /** A size of a tensor that every HuBERT has. */
    private int size(String name, int dimensions, int dimension) {
        String theirs = names.get(name);
        TensorInfo tensor = theirs == null ? null : file.tensors().get(theirs);
        if (tensor == null || tensor.shape().length != dimensions || tensor.shape()[dimension] < 1) {
            throw new UserError(
                    place + " holds no HuBERT: " + name
                            + (tensor == null ? " is missing" : " has shape " + tensor.shapeText()) + ".",
                    "Look at it with 'speechbench checkpoint inspect'.");
        }
        return Math.toIntExact(tensor.shape()[dimension]);
    }
}
