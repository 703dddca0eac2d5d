package org.speechbench.upstream.wavlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.TransformerUpstream;
import org.speechbench.upstream.model.WaveformFrontEnd;
import org.speechbench.upstream.model.WaveformInput;

/** One block of its own makes a WavLM of HuBERT's, against states that Microsoft's code computed. */
class WavLmTest {
    private static final float STATES = 1e-4f;
    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    private static WavLm architecture(boolean preNorm) {
        return new WavLm(
                new WaveformFrontEnd(16, preNorm, false, preNorm ? 1e-5 : 0, false),
                new TransformerConfig(3, 32, 4, 64, 16, 4, preNorm),
                new GatedRelativeAttention(32, 4, 32, 80));
    }

    /** Names of Microsoft's files to ours. */
    private static Map<String, float[]> values(String model) {
        Map<String, float[]> values = new HashMap<>();
        Safetensors.read(Npy.path("wavlm/" + model + ".safetensors")).tensors().forEach((name, tensor) -> {
            String ours = name.replace("mask_emb", "mask_embedding")
                    .replace("post_extract_proj", "feature_projection.projection")
                    .replace("pos_conv.0.", "pos_conv.")
                    .replace("layers.0.self_attn.relative_attention_bias", "shared.relative_attention_bias")
                    .replace("self_attn_layer_norm", "layer_norm")
                    .replace("self_attn", "attention")
                    .replace("fc1", "feed_forward.intermediate_dense")
                    .replace("fc2", "feed_forward.output_dense")
                    .replaceFirst("(conv_layers.\\d).0.weight", "$1.conv.weight")
                    .replaceFirst("(conv_layers.\\d).2(.1)?.", "$1.layer_norm.")
                    .replaceFirst("^layer_norm", "feature_projection.layer_norm");
            values.put(ours, tensor.floats());
        });
        return values;
    }

    private TransformerUpstream open(WavLm architecture, Map<String, float[]> values) {
        UpstreamSpec spec = UpstreamSpec.of("wavlm", "test", 1, Precision.FP32);
        TransformerCheckpoint<WavLm> model =
                new TransformerCheckpoint<>(architecture, 0, InputNormalization.NONE, values, CheckpointFacts.NONE);
        return new TransformerUpstream(engine, model, new WaveformInput(), spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wavlm_post", "wavlm_pre"})
    void states_agree_with_the_published_code(String model) {
        boolean preNorm = model.equals("wavlm_pre");
        Waveform wave = new Waveform(Npy.fixture("wavlm/wave").floats());
        try (TransformerUpstream upstream = open(architecture(preNorm), values(model));
                HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            float[] wanted = Npy.fixture("wavlm/" + model + "_states").floats();
            int layer = 49 * 32;
            for (int l = 0; l < 3; l++) {
                assertClose(states.layers().get(l).toFloatArray(), wanted, l * layer, "state " + l);
            }
            assertClose(
                    states.layers().get(3).toFloatArray(),
                    Npy.fixture("wavlm/" + model + "_final").floats(),
                    0,
                    "last state");
        }
    }

    @Test
    void padding_changes_nothing() {
        WaveformBatch both = new WaveformBatch(List.of(Signals.of(1, 8_000), Signals.of(2, 12_000)));
        try (TransformerUpstream upstream = open(architecture(true), values("wavlm_pre"));
                HiddenStates alone = upstream.encode(WaveformBatch.of(Signals.of(1, 8_000)));
                HiddenStates together = upstream.encode(both)) {
            float[] a = alone.layers().get(3).toFloatArray();
            assertClose(a, together.layers().get(3).toFloatArray(), 0, "state");
        }
    }

    @Test
    void distances_fall_into_the_published_buckets() {
        int frames = 1001;
        GatedRelativeAttention attention = new GatedRelativeAttention(16, 1, 320, 800);
        Fragment positions = Fragment.of(GatedRelativeAttention.class, "relative_positions.py")
                .weights(ParameterLayout.of(List.of("relative_attention_bias.weight")))
                .constant("EXACT", attention.buckets() / 4)
                .constant("LOG_RANGE", Math.log(attention.farthest() / (attention.buckets() / 4.0)))
                .constant("HEADS", 1);
        Fragment call = Fragment.text(
                "call",
                """
                def call(self, x: Tensor, w: List[Tensor]) -> Tensor:
                    return self.relative_positions(x.size(0), w)
                """);
        try (Script script = Script.load(engine, new ScriptSource(Precision.FP32).add(positions, call));
                NDManager m = engine.manager().newSubManager()) {
            NDArray numbers = m.arange(320f).reshape(320, 1);
            Arguments arguments = Arguments.of(m.zeros(new Shape(frames))).add(List.of(numbers));
            float[] buckets = script.callOne(m, "call", arguments).toFloatArray();
            long[] wanted = Npy.fixture("wavlm/wavlm_buckets_320_800").longs();
            int columns = 2 * frames - 1;
            for (int i = 0; i < columns; i++) {
                int distance = (int) wanted[i];
                int query = Math.max(0, -distance);
                float bucket = buckets[query * frames + query + distance];
                assertThat(bucket).as("distance " + distance).isEqualTo(wanted[columns + i]);
            }
        }
    }

    @Test
    void all_parameters_of_the_file_are_those_of_the_network() {
        List<String> names = ModelFolder.parameters(architecture(false), 0).stream()
                .map(p -> p.name())
                .toList();
        assertThat(values("wavlm_post").keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    private static void assertClose(float[] got, float[] wanted, int from, String what) {
        assertThat(got).isNotEmpty();
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).as(what + ", value " + i).isCloseTo(wanted[from + i], within(STATES));
        }
    }
}
