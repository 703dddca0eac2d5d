package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.waveform.WaveNormalization;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** What the published configuration says of the network, and the settings that lead away from it. */
class HubertSettingsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private final WaveformNetwork base = TinyHubert.sized("base");

    @Test
    void the_front_end_has_seven_convolutions_without_bias_and_one_group_norm() {
        List<ParameterSpec> front = base.front().parameters("feature_extractor.");
        assertThat(front).hasSize(9);
        assertThat(front.get(0).shape()).containsExactly(512, 1, 10);
        int[] kernels = {3, 3, 3, 3, 2, 2};
        for (int i = 0; i < 6; i++) {
            assertThat(front.get(i + 1).shape()).containsExactly(512, 512, kernels[i]);
        }
        assertThat(front.stream().map(ParameterSpec::name))
                .noneMatch(n -> n.endsWith("conv.bias"))
                .endsWith(
                        "feature_extractor.conv_layers.0.layer_norm.weight",
                        "feature_extractor.conv_layers.0.layer_norm.bias");
        assertThat(base.front().geometry().stride())
                .isEqualTo(320)
                .isEqualTo(base.front().frameStride());
        for (int n : new int[] {400, 719, 720, 16_000, 250_000}) {
            assertThat(base.front().geometry().frames(n)).isEqualTo((n - 400) / 320 + 1);
        }
        assertThat(base.front().geometry().inputsFor(1)).isEqualTo(400);
    }

    @Test
    void convolutions_start_as_kaiming_draws_them() {
        ParameterSpec second = base.front().parameters("").get(1);
        double sum = 0;
        float[] values = second.initializer().draw(second.shape(), new SplittableRandom(1));
        for (float v : values) {
            sum += (double) v * v;
        }
        assertThat(sum / values.length).isCloseTo(2.0 / (512 * 3), within(1e-5));
    }

    @Test
    void classes_are_embedded_in_256_dimensions_and_in_768_for_large() {
        assertThat(heads(base, 504).stream().map(ParameterSpec::name))
                .containsExactly("final_proj.weight", "final_proj.bias", "label_embeddings");
        assertThat(heads(base, 504).get(0).shape()).containsExactly(256, 768);
        assertThat(heads(base, 504).get(2).shape()).containsExactly(504, 256);
        assertThat(heads(TinyHubert.sized("large"), 504).get(2).shape()).containsExactly(504, 768);
    }

    @Test
    void large_normalises_the_waveform_and_every_convolution_and_norms_before_blocks() {
        WaveformNetwork large = TinyHubert.sized("large");
        assertThat(large.waves()).isEqualTo(WaveNormalization.FAIRSEQ);
        assertThat(base.waves()).isEqualTo(WaveNormalization.NONE);
        assertThat(large.convolutions().layerNorm()).isTrue();
        assertThat(large.transformer().preNorm()).isTrue();
        assertThat(base.transformer().preNorm()).isFalse();
        assertThat(large.front().parameters("")).hasSize(7 * 3);
        assertThat(large.withConvBias(true).front().parameters("")).hasSize(7 * 4);
        assertThat(base.withConvBias(true).front().parameters("")).hasSize(9 + 7);
    }

    @Test
    void exact_padding_changes_no_state_and_published_padding_does() {
        Waveform wave = Signals.of(1, 8_000);
        WaveformBatch batch = new WaveformBatch(List.of(wave, Signals.of(2, 16_000)));
        float[] alone = states("exact", WaveformBatch.of(wave));
        float[] exact = states("exact", batch);
        assertThat(Arrays.copyOf(exact, alone.length)).containsExactly(alone, within(1e-4f));
        assertThat(states("published", WaveformBatch.of(wave))).isEqualTo(alone);
        float[] published = states("published", batch);
        float most = 0;
        for (int i = 0; i < alone.length; i++) {
            most = Math.max(most, Math.abs(published[i] - alone[i]));
        }
        assertThat(most).isGreaterThan(0.01f);
    }

    private float[] states(String padding, WaveformBatch batch) {
        UpstreamSpec options =
                UpstreamSpec.of("hubert", "test", 7, Precision.FP32).with(Map.of("padding", padding));
        try (Upstream upstream = new HubertProvider().open(ENGINE, options);
                HiddenStates states = upstream.encode(batch)) {
            return states.layers().get(2).toFloatArray();
        }
    }

    @Test
    void settings_come_back_from_a_saved_model() {
        assertThat(base.settings()).isEmpty();
        Map<String, String> all = Map.of("head", "linear", "intermediate", "true", "padding", "published");
        WaveformNetwork a = TinyHubert.sized("test", all);
        assertThat(a.settings()).hasToString("{head=linear, intermediate=true, padding=published}");
        assertThat(TinyHubert.sized("test", a.settings())).isEqualTo(a);
        assertThat(a.predictLayers()).containsExactly(1, 2);
    }

    @Test
    void two_cosine_heads_have_names_of_their_own() {
        WaveformNetwork a = TinyHubert.sized("base", Map.of("intermediate", "true"));
        assertThat(heads(a, 9).stream().map(ParameterSpec::name))
                .doesNotHaveDuplicates()
                .contains("heads.4.label_embeddings", "heads.12.final_proj.weight");
    }

    @Test
    void masked_frames_go_to_the_encoder_or_to_a_decoder() {
        Map<String, String> decoder = Map.of("masked_frames", "decoder");
        Map<String, String> saved = TinyHubert.sized("test", decoder).settings();
        assertThat(saved).containsEntry("masked_frames", "decoder");
        assertThat(TinyHubert.sized("test", saved)).isEqualTo(TinyHubert.sized("test", decoder));
        assertThat(TinyHubert.sized("test", Map.of()).settings()).doesNotContainKey("masked_frames");
        Map<String, String> both = Map.of("masked_frames", "decoder", "intermediate", "true");
        assertRefused(() -> TinyHubert.sized("test", both), "Layers within the encoder");
        assertRefused(() -> TinyHubert.sized("test", Map.of("masked_frames", "nowhere")), "nowhere");
    }

    @Test
    void a_value_that_does_not_exist_is_refused() {
        assertRefused(() -> TinyHubert.sized("test", Map.of("padding", "none")));
        assertRefused(() -> TinyHubert.sized("test", Map.of("colour", "red")), "colour");
        assertRefused(() -> TinyHubert.sized("large", Map.of("padding", "published")), "no group norm");
    }

    private static List<ParameterSpec> heads(WaveformNetwork a, int classes) {
        List<ParameterSpec> all = ModelFolder.parameters(a, classes);
        return all.subList(ModelFolder.parameters(a, 0).size(), all.size());
    }
}
