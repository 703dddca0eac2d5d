package org.speechbench.upstream.fasthubert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.NumpyDictionary;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.checkpoint.WholeFolder;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.LabelSection;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * Writes a folder in the structure of the published code: the state dictionary of its class, as safetensors, the
 * sections {@code model} and {@code task} of its configuration as JSON, and {@code global_cmvn.npy}.
 */
final class FastHubertExport {
    private FastHubertExport() {}

    /** @throws UserError if the published code does not support this network */
    static void write(Path folder, TransformerCheckpoint<FastHubertArchitecture> model, boolean newWeightNorm) {
        FastHubertArchitecture a = model.architecture();
        if (a.utteranceMean()) {
            throw new UserError(
                    "The model has utterance_mean, which the published Fast-HuBERT has not.",
                    "Export a model that was trained without.");
        }
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        for (ParameterSpec spec : ModelFolder.parameters(a, hasHeads(model) ? model.classes() : 0)) {
            tensors.put(name(a, spec.name(), newWeightNorm), model.source(spec));
        }
        WholeFolder.write(folder, aside -> {
            Safetensors.write(aside.resolve(CheckpointStore.WEIGHTS), tensors, Map.of("format", "pt"));
            NumpyDictionary.write(aside.resolve(CmvnFile.NAME), cmvn(model.normalization()));
            byte[] config = new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsBytes(config(model));
            Files.write(aside.resolve(CheckpointStore.CONFIG), config);
        });
    }

    private static boolean hasHeads(TransformerCheckpoint<FastHubertArchitecture> model) {
        return model.architecture().predictionHead() instanceof PredictionHead.Linear
                && model.architecture().maskedFrames() == MaskPlacement.ENCODER;
    }

    private static String name(FastHubertArchitecture a, String ours, boolean newWeightNorm) {
        List<Integer> layers = a.predictLayers();
        for (int i = 0; i < layers.size(); i++) {
            String prefix = "heads." + layers.get(i) + ".";
            if (ours.startsWith(prefix)) {
                return "final_proj." + (layers.size() > 1 ? i + "." : "") + ours.substring(prefix.length());
            }
        }
        return NameMap.FAST_HUBERT.theirs(ours, newWeightNorm);
    }

    /** A single value that applies to all bins is written for each of them. */
    private static Map<String, float[]> cmvn(InputNormalization n) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("mean", all(n.means()));
        arrays.put("std", all(n.deviations()));
        return arrays;
    }

    private static float[] all(float[] values) {
        float[] bins = new float[InputKind.FBANK80.width()];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = values[values.length == 1 ? 0 : i];
        }
        return bins;
    }

    private static Map<String, Object> config(TransformerCheckpoint<FastHubertArchitecture> model) {
        FastHubertArchitecture a = model.architecture();
        TransformerConfig c = a.transformer();
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("_name", "fasthubert");
        section.put("encoder_layers", c.layers());
        section.put("encoder_embed_dim", c.size());
        section.put("encoder_ffn_embed_dim", c.feedForward());
        section.put("encoder_attention_heads", c.heads());
        section.put("activation_fn", "gelu");
        section.put("layer_norm_first", c.preNorm());
        section.put("conv_pos", c.positionalKernel());
        section.put("conv_pos_groups", c.positionalGroups());
        section.put("input_feat_per_channel", InputKind.FBANK80.width());
        section.put("input_channels", 1);
        section.put("conv_channels", 2 * a.convolutions().get(0).channels());
        section.put("fbank_encoder_dim", a.front().width());
        section.put(
                "conv_kernel_sizes",
                a.convolutions().stream()
                        .map(Convolution::kernel)
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
        section.put("ils", a.intermediate());
        section.put(
                "predict_layers",
                a.predictLayers().stream().map(l -> l - 1).toList().toString().replace(" ", ""));
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("_name", "fasthubert_pretraining");
        task.put("normalize", false);
        task.put("sample_rate", 100);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model", section);
        config.put("task", task);
        LabelSection.add(config, model.told());
        return config;
    }
}
