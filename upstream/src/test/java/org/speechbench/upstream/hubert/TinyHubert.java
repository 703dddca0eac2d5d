package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.Npy;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.waveform.NamedSizes;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** The fixtures' models, {@code tiny} and {@code tiny_prenorm}, and the states that torchaudio computed with them. */
final class TinyHubert {
    private TinyHubert() {}

    /** A published network. */
    static WaveformNetwork sized(String size) {
        return sized(size, Map.of());
    }

    static WaveformNetwork sized(String size, Map<String, String> settings) {
        return new NamedSizes(new HubertFamily()).of(size, settings);
    }

    /** A file with torchaudio's names. */
    static Path torchaudio(String model) {
        return Npy.path("hubert_" + model + ".safetensors");
    }

    /** What the names and shapes of torchaudio do not tell. */
    static Map<String, String> told(String model) {
        String large = Boolean.toString(model.equals("tiny_prenorm"));
        return Map.of("heads", "4", "norm_first", large, "normalize", "false");
    }

    /** What a checkpoint's files tell of it. */
    static UpstreamCard describe(Path checkpoint) {
        return describe(checkpoint, Map.of());
    }

    static UpstreamCard describe(Path checkpoint, Map<String, String> told) {
        return new HubertProvider().describe(at(checkpoint, told));
    }

    /** Weights of a folder or file, whatever their size. */
    static UpstreamSpec at(Path checkpoint) {
        return at(checkpoint, Map.of());
    }

    static UpstreamSpec at(Path checkpoint, Map<String, String> told) {
        return UpstreamSpec.of("hubert", "", 1, Precision.FP32).from(checkpoint).with(told);
    }

    /** Weights alone, in a folder. */
    static Path file(Path folder, Map<String, TensorData> tensors) {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    /**
     * A folder as Hugging Face's {@code save_pretrained} leaves it, written without the code under test.
     *
     * @param architecture that its configuration names
     * @param convBias what its configuration says of biases
     */
    static Path huggingFace(
            Path folder, String model, Map<String, TensorData> tensors, String architecture, boolean convBias)
            throws IOException {
        boolean large = model.equals("tiny_prenorm");
        Path place = Files.createDirectories(folder.resolve("hugging_face"));
        Safetensors.write(place.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
        Files.writeString(
                place.resolve("config.json"),
                """
                {
                  "architectures": ["%s"],
                  "model_type": "hubert",
                  "conv_bias": %s,
                  "conv_dim": [16, 16, 16, 16, 16, 16, 16],
                  "conv_kernel": [10, 3, 3, 3, 3, 2, 2],
                  "conv_stride": [5, 2, 2, 2, 2, 2, 2],
                  "do_stable_layer_norm": %s,
                  "feat_extract_norm": "%s",
                  "hidden_act": "gelu",
                  "hidden_size": 32,
                  "intermediate_size": 64,
                  "layer_norm_eps": 1e-05,
                  "num_attention_heads": 4,
                  "num_conv_pos_embedding_groups": 16,
                  "num_conv_pos_embeddings": 128,
                  "num_hidden_layers": 2,
                  "transformers_version": "4.30.0"
                }
                """
                        .formatted(architecture, convBias, large, large ? "layer" : "group"));
        Files.writeString(place.resolve("preprocessor_config.json"), "{\"do_normalize\": false}");
        return place;
    }

    /** The backbone under Hugging Face's names. */
    static Map<String, TensorData> huggingFace(String model, String prefix, boolean newNames) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Safetensors.read(torchaudio(model)).tensors().forEach((name, tensor) -> {
            if (!name.startsWith("logit_generator.")) {
                String theirs = name.replace("mask_generator.mask_embedding", "masked_spec_embed")
                        .replace("wav2vec2.encoder.feature_projection.", "feature_projection.")
                        .replace("wav2vec2.encoder.transformer.", "encoder.")
                        .replace("wav2vec2.", "");
                String norm = newNames
                        ? theirs.replace("weight_g", "parametrizations.weight.original0")
                                .replace("weight_v", "parametrizations.weight.original1")
                        : theirs;
                tensors.put(prefix + norm, tensor);
            }
        });
        return tensors;
    }

    /** The first utterance of the fixtures, which has no padding. */
    static Waveform wave() {
        return new Waveform(Arrays.copyOf(Npy.fixture("wavs").floats(), 16_000));
    }

    static float[][] states(EngineContext engine, Path checkpoint, Waveform wave, Map<String, String> settings) {
        try (Upstream upstream = new HubertProvider().open(engine, at(checkpoint, settings));
                HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            return states.layers().stream().map(l -> l.toFloatArray()).toArray(float[][]::new);
        }
    }

    /** Holds a checkpoint's states against torchaudio's. */
    static void assertStates(EngineContext engine, Path checkpoint, String model, Map<String, String> settings) {
        float[][] got = states(engine, checkpoint, wave(), settings);
        List<String> wanted = List.of(model + "_encoder_input", model + "_layer1", model + "_final");
        for (int layer = 0; layer < wanted.size(); layer++) {
            float[] values = Npy.fixture(wanted.get(layer)).floats();
            assertClose(got[layer], Arrays.copyOf(values, got[layer].length), wanted.get(layer));
        }
    }

    static void assertClose(float[] got, float[] wanted, String what) {
        assertThat(got).hasSameSizeAs(wanted);
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).as(what + " " + i).isCloseTo(wanted[i], within(1e-4f));
        }
    }
}
