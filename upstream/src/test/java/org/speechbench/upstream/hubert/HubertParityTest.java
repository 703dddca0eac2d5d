package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.model.ParityScripts;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.WaveNormalization;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** Both tiny models against arrays computed by torchaudio 0.13.1 (the fixtures' README says what each is). */
class HubertParityTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final double STATES = 1e-4;
    private final NDManager m = ENGINE.manager();

    private static WaveformNetwork architecture(String model) {
        boolean large = model.equals("tiny_prenorm");
        return new WaveformNetwork(
                new HubertFamily(),
                "test",
                new TransformerConfig(2, 32, 4, 64, 128, 16, large),
                new ConvolutionConfig(16, large, large, WaveNormalization.NONE),
                24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void hidden_states_agree_with_torchaudio(String model) {
        WaveformNetwork a = architecture(model);
        ParityScripts scripts = new ParityScripts(ENGINE, a, 11, values("hubert_" + model));
        List<NDArray> states = scripts.call(
                m,
                "all_states",
                Arguments.of(waves(), m.create(new long[0]), valid(), m.zeros(new Shape(2, 1)), ones(2)));
        assertFrames(states.get(0), model + "_encoder_input");
        assertFrames(states.get(1), model + "_layer1");
        assertFrames(states.get(2), model + "_final");
        NDArray front = scripts.call(
                        m, "front_output", Arguments.of(waves(), m.create(new long[0]), m.zeros(new Shape(2, 1))))
                .get(0);
        assertThat(front.toFloatArray())
                .usingComparatorWithPrecision((float) STATES)
                .containsExactly(Npy.fixture(model + "_conv_features").floats());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void the_projection_and_the_output_of_every_layer_agree_with_torchaudio(String model) {
        ParityScripts scripts = new ParityScripts(ENGINE, architecture(model), 11, values("hubert_" + model));
        Arguments input = Arguments.of(waves(), m.create(new long[0]), valid(), m.zeros(new Shape(2, 1)));
        NDArray projected = scripts.call(m, "projected", input).get(0);
        assertThat(projected.toFloatArray())
                .containsExactly(Npy.fixture(model + "_projected").floats(), within((float) STATES));
        input = Arguments.of(waves(), m.create(new long[0]), valid(), m.zeros(new Shape(2, 1)));
        List<NDArray> layers = scripts.call(m, "layer_outputs", input);
        assertThat(layers).hasSize(2);
        assertFrames(layers.get(0), model + "_layer1");
        assertFrames(layers.get(1), model + "_layer2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void one_utterance_without_padding_agrees_with_torchaudio(String model) {
        ParityScripts scripts = new ParityScripts(ENGINE, architecture(model), 11, values("hubert_" + model));
        float[] wave = Arrays.copyOf(Npy.fixture("wavs").floats(), 16000);
        Arguments arguments = Arguments.of(
                m.create(wave, new Shape(1, 16000)),
                m.create(new long[0]),
                m.create(new float[0]),
                m.zeros(new Shape(2, 1)));
        List<NDArray> layers = scripts.call(m, "layer_outputs", arguments);
        assertThat(layers.get(1).toFloatArray())
                .containsExactly(Npy.fixture(model + "_single_last").floats(), within((float) STATES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void the_encoder_of_a_masked_input_and_its_logits_agree_with_torchaudio(String model) {
        ParityScripts scripts = new ParityScripts(ENGINE, architecture(model), 11, values("hubert_" + model));
        assertFrames(scripts.call(m, "masked_states", masked()).get(2), model + "_encoder_output_masked");
        boolean[] mask = Npy.fixture("mask").booleans();
        boolean[] padding = Npy.fixture("padding_mask").booleans();
        for (boolean masked : new boolean[] {true, false}) {
            long[] rows = rows(mask, padding, masked);
            float[] logits = scripts.call(m, "masked_logits", masked().add(m.create(rows)))
                    .get(0)
                    .toFloatArray();
            assertLogits(
                    logits,
                    rows,
                    Npy.fixture(model + (masked ? "_logits_masked" : "_logits_unmasked"))
                            .floats());
        }
    }

    /** Published logits have the target's in front, and minus infinity where it would appear again. */
    private static void assertLogits(float[] ours, long[] rows, float[] published) {
        long[] labels = Npy.fixture("labels").longs();
        assertThat(published).hasSize(12 * rows.length);
        assertThat(ours).hasSize(11 * rows.length);
        for (int i = 0; i < rows.length; i++) {
            int target = (int) labels[(int) rows[i]];
            for (int c = 0; c < 11; c++) {
                float wanted = published[12 * i + (c == target ? 0 : c + 1)];
                assertThat(ours[11 * i + c]).as("row " + i + ", class " + c).isCloseTo(wanted, within((float) STATES));
            }
            assertThat(published[12 * i + target + 1]).isEqualTo(Float.NEGATIVE_INFINITY);
        }
    }

    private Arguments masked() {
        return Arguments.of(
                waves(),
                m.create(new long[0]),
                valid(),
                m.zeros(new Shape(2, 1)),
                ones(2),
                m.create(Npy.fixture("mask").booleans(), new Shape(3, 49)));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void what_runs_on_a_gpu_compiles(Precision precision) {
        assertThatCode(() -> ParityScripts.compileForGpu(ENGINE, architecture("tiny"), precision))
                .doesNotThrowAnyException();
    }

    @Test
    void frames_are_counted_as_torchaudio_counts_them() {
        long[] samples = Npy.fixture("wav_lengths").longs();
        long[] frames = Npy.fixture("tiny_frame_lengths").longs();
        assertThat(samples).hasSize(3);
        for (int i = 0; i < samples.length; i++) {
            assertThat(architecture("tiny").front().geometry().frames((int) samples[i]))
                    .isEqualTo((int) frames[i]);
        }
    }

    @Test
    void with_the_published_padding_a_padded_batch_agrees_with_torchaudio_and_with_the_exact_one_it_does_not() {
        float[] wanted = Npy.fixture("tiny_conv_features").floats();
        WaveformNetwork exact = architecture("tiny");
        WaveformNetwork published = exact.with(
                TinyHubert.sized("test", Map.of("padding", "published")).variant());
        assertThat(front(published)).containsExactly(wanted, within((float) STATES));
        float[] other = front(exact);
        int row = 49 * 16;
        assertThat(Arrays.copyOf(other, row)).containsExactly(Arrays.copyOf(wanted, row), within((float) STATES));
        assertThat(distance(other, wanted, row, row + 38 * 16)).isGreaterThan(0.05);
    }

    private float[] front(WaveformNetwork a) {
        ParityScripts scripts = new ParityScripts(ENGINE, a, 11, values("hubert_tiny"));
        NDArray lengths = m.create(Npy.fixture("wav_lengths").longs());
        return scripts.call(m, "front_output", Arguments.of(waves(), lengths, m.zeros(new Shape(2, 1))))
                .get(0)
                .toFloatArray();
    }

    private static double distance(float[] a, float[] b, int from, int to) {
        double most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void losses_and_gradient_norms_agree_with_torchaudio(String model) throws Exception {
        WaveformNetwork a = architecture(model);
        ParityScripts scripts = new ParityScripts(ENGINE, a, 11, values("hubert_" + model));
        boolean[] mask = Npy.fixture("mask").booleans();
        boolean[] padding = Npy.fixture("padding_mask").booleans();
        long[] masked = rows(mask, padding, true);
        long[] unmasked = rows(mask, padding, false);
        Arguments arguments = Arguments.of(
                waves(),
                m.create(new long[0]),
                valid(),
                m.zeros(new Shape(2, 1)),
                ones(2),
                m.create(mask, new Shape(3, 49)),
                m.create(masked),
                m.create(unmasked),
                m.create(Npy.fixture("labels").longs()),
                m.create(new float[] {masked.length, unmasked.length, 1}),
                m.create(1f));
        List<NDArray> out = scripts.call(m, "gradients", arguments);

        double[] losses = Npy.fixture(model + "_losses").doubles();
        float[] statistics = out.get(0).toFloatArray();
        assertThat((double) statistics[0]).isCloseTo(losses[0], within(1e-3));
        assertThat((double) statistics[1]).isCloseTo(losses[1], within(1e-3));
        assertThat((double) statistics[6]).isCloseTo(losses[2], within(1e-5));
        double total = statistics[0] + 10 * statistics[6] * statistics[4];
        assertThat(total).isCloseTo(losses[3], within(1e-3));
        assertThat((double) statistics[4]).isEqualTo(losses[4]);
        assertThat(statistics).as("one predicted layer, eleven classes").hasSize(7 + 1 + 11);
        assertThat(statistics[7]).isEqualTo(statistics[0]);
        double predicted = 0;
        for (int c = 0; c < 11; c++) {
            predicted += statistics[8 + c];
        }
        assertThat(predicted).isEqualTo(losses[4]);
        assertThat((double) statistics[5]).isEqualTo(losses[5]);

        JsonNode norms = new ObjectMapper().readTree(Files.readString(Npy.path(model + "_grad_norms.json")));
        List<String> names = scripts.names();
        assertThat(names).hasSize(norms.size());
        for (int i = 0; i < names.size(); i++) {
            double wanted = norms.get(torchaudioName(names.get(i))).asDouble();
            double got = Math.sqrt(out.get(i + 1).square().sum().getFloat()) * losses[4];
            assertThat(got).as(names.get(i)).isCloseTo(wanted, within(1e-3 * Math.abs(wanted) + 2e-6));
        }
    }

    private static long[] rows(boolean[] mask, boolean[] padding, boolean masked) {
        List<Long> rows = new ArrayList<>();
        for (int i = 0; i < mask.length; i++) {
            if (!padding[i] && mask[i] == masked) {
                rows.add((long) i);
            }
        }
        return rows.stream().mapToLong(Long::longValue).toArray();
    }

    private NDArray waves() {
        return m.create(Npy.fixture("wavs").floats(), new Shape(3, 16000));
    }

    private NDArray ones(int n) {
        return m.ones(new Shape(n));
    }

    private NDArray valid() {
        boolean[] padding = Npy.fixture("padding_mask").booleans();
        float[] values = new float[padding.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = padding[i] ? 0 : 1;
        }
        return m.create(values, new Shape(3, 49));
    }

    private static void assertFrames(NDArray states, String fixture) {
        float[] got = states.toFloatArray();
        float[] wanted = Npy.fixture(fixture).floats();
        boolean[] padding = Npy.fixture("padding_mask").booleans();
        int d = wanted.length / padding.length;
        for (int i = 0; i < wanted.length; i++) {
            if (!padding[i / d]) {
                assertThat(got[i]).as(fixture + " " + i).isCloseTo(wanted[i], within((float) STATES));
            }
        }
    }

    /** Our names to values, from torchaudio's state dict. */
    private static Map<String, float[]> values(String file) {
        Map<String, float[]> values = new HashMap<>();
        Safetensors.read(Npy.path(file + ".safetensors")).tensors().forEach((n, t) -> values.put(n, t.floats()));
        Map<String, float[]> ours = new HashMap<>();
        values.keySet().forEach(n -> ours.put(ourName(n), values.get(n)));
        return ours;
    }

    private static String ourName(String torchaudio) {
        return torchaudio
                .replace("wav2vec2.encoder.feature_projection.", "feature_projection.")
                .replace("wav2vec2.encoder.transformer.pos_conv_embed.conv.", "encoder.pos_conv.")
                .replace("wav2vec2.encoder.transformer.", "encoder.")
                .replace("wav2vec2.", "")
                .replace("mask_generator.", "")
                .replace("logit_generator.", "");
    }

    private static String torchaudioName(String ours) {
        return switch (ours) {
            case "mask_embedding" -> "mask_generator.mask_embedding";
            case "label_embeddings", "final_proj.weight", "final_proj.bias" -> "logit_generator." + ours;
            default -> "wav2vec2."
                    + ours.replace("encoder.pos_conv.", "encoder.transformer.pos_conv_embed.conv.")
                            .replaceAll("^encoder\\.(layer_norm|layers)", "encoder.transformer.$1")
                            .replace("feature_projection.", "encoder.feature_projection.");
        };
    }
}
