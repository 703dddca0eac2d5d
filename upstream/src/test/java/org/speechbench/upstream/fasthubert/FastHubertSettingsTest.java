package org.speechbench.upstream.fasthubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.ToldSettings.Published;

/** What the published code says of the network, and the settings that lead away from it. */
class FastHubertSettingsTest {
    private final FastHubertArchitecture base = FastHubertSizes.of("base", Map.of());

    @Test
    void the_sub_sampler_has_two_convolutions_of_five_frames_with_gated_units() {
        assertThat(base.front().parameters("subsampler.").stream().map(ParameterSpec::name))
                .containsExactly(
                        "subsampler.conv_layers.0.weight",
                        "subsampler.conv_layers.0.bias",
                        "subsampler.conv_layers.1.weight",
                        "subsampler.conv_layers.1.bias");
        assertThat(base.front().parameters("").get(0).shape()).containsExactly(1024, 80, 5);
        assertThat(base.front().parameters("").get(2).shape()).containsExactly(1024, 512, 5);
        assertThat(base.front().width()).isEqualTo(512);
        // L -> floor((L - 1) / 2) + 1, twice; 13 fbank frames see each other.
        for (int l : new int[] {1, 2, 99, 100, 1562}) {
            assertThat(base.front().geometry().frames(l)).isEqualTo(((l - 1) / 2) / 2 + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 50", "2, 25", "3, 12.5"})
    void frames_are_20_40_or_80_ms_apart(String convolutions, double rate) {
        FastHubertArchitecture a = FastHubertSizes.of("base", Map.of("convolutions", convolutions));
        assertThat(16_000.0 / a.front().frameStride()).isEqualTo(rate);
        assertThat(100.0 / a.front().geometry().stride()).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({"base, 4, 12", "small, 2, 6", "tiny, 1, 4", "test, 1, 2"})
    void intermediate_supervision_is_at_physical_layers_a_third_and_the_last(String size, int third, int last) {
        assertThat(FastHubertSizes.of(size, Map.of("intermediate", "true")).predictLayers())
                .isEqualTo(List.of(third, last));
        assertThat(FastHubertSizes.of(size, Map.of()).predictLayers()).isEqualTo(List.of(last));
    }

    @Test
    void the_encoder_is_that_of_hubert_base() {
        assertThat(base.encoder().layers()).isEqualTo(12);
        assertThat(base.encoder().size()).isEqualTo(768);
        assertThat(base.transformer().heads()).isEqualTo(12);
        assertThat(base.transformer().feedForward()).isEqualTo(3072);
        assertThat(base.transformer().positionalKernel()).isEqualTo(128);
        assertThat(base.transformer().positionalGroups()).isEqualTo(16);
        assertThat(base.transformer().preNorm()).isFalse();
    }

    @Test
    void settings_come_back_from_a_saved_model_in_one_order() {
        Map<String, String> all =
                Map.of("head", "cosine", "convolutions", "1", "intermediate", "true", "utterance_mean", "true");
        Map<String, String> saved = FastHubertSizes.of("test", all).settings();
        assertThat(saved).hasToString("{convolutions=1, head=cosine, intermediate=true, utterance_mean=true}");
        assertThat(FastHubertSizes.of("test", saved)).isEqualTo(FastHubertSizes.of("test", all));
        assertThat(base.settings()).hasToString("{convolutions=2, intermediate=false}");
    }

    @Test
    void masked_frames_go_to_the_encoder_or_to_a_decoder() {
        Map<String, String> decoder = Map.of("masked_frames", "decoder");
        Map<String, String> saved = FastHubertSizes.of("test", decoder).settings();
        assertThat(saved).containsEntry("masked_frames", "decoder");
        assertThat(FastHubertSizes.of("test", saved)).isEqualTo(FastHubertSizes.of("test", decoder));
        assertThat(FastHubertSizes.of("test", Map.of()).settings()).doesNotContainKey("masked_frames");
        Map<String, String> both = Map.of("masked_frames", "decoder", "intermediate", "true");
        assertRefused(() -> FastHubertSizes.of("test", both), "Layers within the encoder");
        assertRefused(() -> FastHubertSizes.of("test", Map.of("masked_frames", "nowhere")), "nowhere");
    }

    @Test
    void a_value_that_does_not_exist_is_refused() {
        for (Map<String, String> wrong : List.of(
                Map.of("head", "softmax"),
                Map.of("intermediate", "yes"),
                Map.of("convolutions", "4"),
                Map.of("utterance_mean", "1"),
                Map.of("x", "1"))) {
            assertRefused(() -> FastHubertSizes.of("test", wrong));
        }
    }

    @Test
    void shapes_of_the_published_size_are_known_and_no_others() {
        List<Convolution> two = List.of(new Convolution(5, 512), new Convolution(5, 512));
        FastHubertShapes published = new FastHubertShapes(new TransformerConfig(12, 768, 1, 3072, 128, 16, false), two);
        assertThat(published.published()).isEqualTo(new Published("base", new StatedSettings(12, false, false)));
        assertThat(published.architecture(12, false, true))
                .isEqualTo(FastHubertSizes.of("base", Map.of("intermediate", "true")));
        assertThat(published.architecture(8, false, false).size()).isEqualTo("custom");
        assertThat(new FastHubertShapes(new TransformerConfig(11, 768, 1, 3072, 128, 16, false), two).published())
                .isNull();
        List<Convolution> other = List.of(new Convolution(5, 512), new Convolution(3, 512));
        assertThat(new FastHubertShapes(new TransformerConfig(12, 768, 1, 3072, 128, 16, false), other).published())
                .isNull();
        assertThat(new FastHubertShapes(new TransformerConfig(6, 256, 1, 1024, 32, 16, false), two).published())
                .as("a size of ours that nobody has published")
                .isNull();
    }

    @Test
    void a_network_that_none_of_the_sizes_has_comes_back_from_its_settings() {
        List<Convolution> uneven = List.of(new Convolution(3, 24), new Convolution(7, 40), new Convolution(5, 32));
        FastHubertArchitecture custom = new FastHubertShapes(new TransformerConfig(5, 96, 1, 200, 64, 8, false), uneven)
                .architecture(6, true, true);
        assertThat(custom.size()).isEqualTo("custom");
        assertThat(custom.front().frameStride()).isEqualTo(1280);
        assertThat(FastHubertSizes.of("custom", custom.settings())).isEqualTo(custom);
    }
}
