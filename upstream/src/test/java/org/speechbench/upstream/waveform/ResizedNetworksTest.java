package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.distilhubert.DistilHubertFamily;
import org.speechbench.upstream.distilhubert.DistilHubertProvider;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertFamily;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Provider;

/** Networks that are thinner, wider, shallower or deeper than the size that they are named after. */
class ResizedNetworksTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    Path folder;

    private static UpstreamProvider provider(String name) {
        return switch (name) {
            case "hubert" -> new HubertProvider();
            case "distil_hubert" -> new DistilHubertProvider();
            case "fast_hubert" -> new FastHubertProvider();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new TreeMap<>();
        for (String setting : text.split(" ")) {
            settings.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return settings;
    }

    private static UpstreamSpec spec(String name, String size, String settings) {
        return UpstreamSpec.of(name, size, 1, Precision.FP32).with(settings(settings));
    }

    private static UpstreamCard card(String name, String size, String settings) {
        return provider(name).describe(spec(name, size, settings));
    }

    /**
     * The first is the deep student of Ashihara et al. (arXiv 2207.06867), 26.87 M, and the third its wide one, 30.58 M.
     * A layer of HuBERT Base has 7,087,872 parameters.
     */
    @ParameterizedTest
    @CsvSource({
        "hubert, base, hidden_size=384 attention_heads=6 feed_forward=1536, 26873344",
        "hubert, base, layers=3, 30580864",
        "distil_hubert, base, layers=3, 30579072",
    })
    void parameters_are_those_of_the_given_dimensions(String name, String size, String settings, long parameters) {
        assertThat(card(name, size, settings).cost().parameters()).isEqualTo(parameters);
    }

    @Test
    void a_dimension_that_is_given_as_it_is_changes_nothing() {
        String same = "layers=12 hidden_size=768 attention_heads=12 feed_forward=3072 conv_channels=512";
        for (String name : List.of("hubert", "fast_hubert")) {
            UpstreamSpec plain = UpstreamSpec.of(name, "base", 1, Precision.FP32);
            assertThat(card(name, "base", same)).isEqualTo(provider(name).describe(plain));
        }
        WaveformNetwork base = new NamedSizes(new HubertFamily()).of("base", settings(same));
        assertThat(base.settings()).isEmpty();
        assertThat(new HubertProvider().publishedSchedule(spec("hubert", "base", same)))
                .isNotEqualTo(PublishedSchedule.NONE);
        assertThat(new HubertProvider().publishedSchedule(spec("hubert", "base", "layers=3")))
                .isEqualTo(PublishedSchedule.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubert", "distil_hubert", "fast_hubert"})
    void dimensions_that_do_not_fit_one_another_are_refused(String name) {
        assertRefused(
                () -> card(name, "base", "attention_heads=7"), "hidden_size 768 and 7 attention_heads", "a divisor of");
        assertRefused(
                () -> card(name, "base", "hidden_size=780"),
                "hidden_size 780 and 16 groups of the positional convolution",
                "Set hidden_size to 768");
        assertRefused(() -> card(name, "base", "layers=0"), "layers", "a positive integer");
    }

    @Test
    void families_that_are_not_trained_here_have_the_published_sizes_only() {
        UpstreamSpec thin = spec("wav2vec2", "base", "layers=3");
        assertRefused(() -> new Wav2Vec2Provider().describe(thin), "no setting 'layers'");
    }

    private static WaveformNetwork thin(WaveformFamily family) {
        return new NamedSizes(family)
                .of(
                        "test",
                        settings("layers=3 hidden_size=48 attention_heads=6 feed_forward=40 conv_channels=20"
                                + " padding=published"));
    }

    private Relative saved(WaveformNetwork network, String name) {
        Map<String, float[]> values = new HashMap<>();
        Map<String, TensorData> drawn = ToolkitTensors.random(network);
        drawn.forEach((parameter, tensor) -> values.put(parameter, tensor.floats()));
        Path place = folder.resolve(name);
        new TransformerCheckpoint<>(network, 0, InputNormalization.NONE, values, CheckpointFacts.NONE).write(place);
        return new Relative(Relative.provider(network.family()), place, Map.of());
    }

    private static List<WaveformFamily> families() {
        return List.of(new HubertFamily(), new DistilHubertFamily());
    }

    @Test
    void a_saved_folder_opens_as_the_same_network_and_so_does_its_export_to_hugging_face() {
        for (WaveformFamily family : families()) {
            WaveformNetwork network = thin(family);
            Relative ours = saved(network, family.provider());
            assertThat(ours.describe().size()).isEqualTo("test");
            assertThat(ours.describe().cost()).isEqualTo(network.card().cost());
            assertThat(ours.describe().layers()).isEqualTo(4);
            assertThat(ours.describe().hiddenSize()).isEqualTo(48);
            Relative exported = ours.exported(folder.resolve(family.provider() + "-exported"), false);
            assertThat(exported.describe().size()).isEqualTo("custom");
            assertThat(exported.states(ENGINE)).isDeepEqualTo(ours.states(ENGINE));
            Relative back = exported.imported(folder.resolve(family.provider() + "-back"));
            assertThat(back.states(ENGINE)).isDeepEqualTo(ours.states(ENGINE));
        }
    }

    @Test
    void the_settings_of_a_saved_network_are_the_differences_from_its_size() {
        WaveformNetwork network = thin(new HubertFamily());
        assertThat(new LinkedHashMap<>(network.settings()))
                .hasToString("{padding=published, attention_heads=6, conv_channels=20, feed_forward=40, hidden_size=48,"
                        + " layers=3}");
        assertThat(new NamedSizes(new HubertFamily()).saved("test", network.settings()))
                .isEqualTo(network);
    }

    @Test
    void dimensions_may_be_repeated_for_trained_weights_and_not_changed() {
        for (WaveformFamily family : families()) {
            Relative ours = saved(thin(family), family.provider());
            UpstreamSpec spec = ours.spec();
            WaveformProvider provider = Objects.requireNonNull(ours.provider());
            assertThat(provider.describe(spec.with(settings("layers=3 conv_channels=20"))))
                    .isEqualTo(ours.describe());
            assertRefused(
                    () -> provider.describe(spec.with(settings("layers=2"))), "layers 3", "2 is given", "Leave layers");
            assertRefused(() -> provider.describe(spec.with(settings("conv_channels=16"))), "conv_channels 20");
        }
    }
}
