package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

/** The fixtures' models, {@code tiny} and {@code tiny_prenorm}, and the states that torchaudio computed with them. */
final class TinyHubert {
    private TinyHubert() {}

    /** A file with torchaudio's names. */
    static Path torchaudio(String model) {
        return Npy.path("hubert_" + model + ".safetensors");
    }

    /** What the names and shapes of torchaudio do not tell. */
    static Map<String, String> told(String model) {
        String large = Boolean.toString(model.equals("tiny_prenorm"));
        return Map.of("heads", "4", "norm_first", large, "normalize", "false");
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
        UpstreamSpec options = UpstreamSpec.of("hubert", "", 1, Precision.FP32).from(checkpoint).with(settings);
        try (Upstream upstream = new HubertProvider().open(engine, options);
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
