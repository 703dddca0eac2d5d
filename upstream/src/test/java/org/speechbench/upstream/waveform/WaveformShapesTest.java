package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.hubert.HubertFamily;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.FairseqConfiguration;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.ToldSettings;

/** What shapes and configurations tell of a HuBERT, without a file. */
class WaveformShapesTest {
    private static final HubertFamily HUBERT = new HubertFamily();

    /** XLarge has heads of 80; taken for heads of 64 its states are wrong by 0.07. */
    @ParameterizedTest
    @CsvSource({"base, 12, false, false", "large, 16, true, true", "xlarge, 16, true, true"})
    void all_shapes_of_a_published_size_tell_the_rest_and_that_is_recorded(
            String size, int heads, boolean normFirst, boolean normalize) {
        for (boolean convBias : new boolean[] {false, true}) {
            Map<String, TensorInfo> tensors = new LinkedHashMap<>();
            sized(size)
                    .withConvBias(convBias)
                    .front()
                    .parameters("feature_extractor.")
                    .forEach(p -> add(tensors, p));
            backbone(size).forEach(p -> add(tensors, p));
            ToldSettings told = told(tensors);
            assertThat(told.heads().value()).isEqualTo(heads);
            assertThat(told.normFirst().value()).isEqualTo(normFirst);
            assertThat(told.normalize().value()).isEqualTo(normalize);
            assertThat(told.heads().by()).isEqualTo("of the published size " + size + ", whose shapes these are");
        }
    }

    @Test
    void one_shape_that_differs_from_a_published_size_tells_nothing() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        sized("base").front().parameters("feature_extractor.").forEach(p -> add(tensors, p));
        backbone("base").forEach(p -> add(tensors, p));
        tensors.keySet().removeIf(n -> n.startsWith("encoder.layers.11."));
        assertRefused(() -> told(tensors), "no published size");
    }

    @ParameterizedTest
    @CsvSource({"hubert, true", "contentvec, true", "wav2vec2, false", "data2vec_audio, false"})
    void the_name_of_a_model_in_fairseqs_configuration_tells_its_family(String name, boolean hubert) {
        FairseqConfiguration fairseq =
                FairseqConfiguration.in(Map.of("cfg.model.encoder_attention_heads", 4L, "cfg.model._name", name));
        FoundModel model = FoundModel.in(
                Path.of("x.pt"), "HuBERT", Set.of("feature_extractor.conv_layers.0.0.weight"), NameMap.WAVEFORM);
        if (hubert) {
            assertThat(FamilyEvidence.of(HUBERT, Path.of("x.pt"), false, fairseq, model)
                            .by())
                    .contains("'" + name + "'");
        } else {
            assertRefused(
                    () -> FamilyEvidence.of(HUBERT, Path.of("x.pt"), false, fairseq, model),
                    "calls '" + name + "', which is no HuBERT");
        }
    }

    private static WaveformNetwork sized(String size) {
        return new NamedSizes(HUBERT).of(size, Map.of());
    }

    private static List<ParameterSpec> backbone(String size) {
        return ModelFolder.parameters(sized(size), 0);
    }

    private static void add(Map<String, TensorInfo> tensors, ParameterSpec spec) {
        tensors.put(spec.name(), new TensorInfo("F32", spec.shape()));
    }

    private static ToldSettings told(Map<String, TensorInfo> tensors) {
        Path place = Path.of("weights.pt");
        FoundModel model = FoundModel.in(place, "HuBERT", tensors.keySet(), NameMap.WAVEFORM);
        WaveformShapes shapes = WaveformShapes.of(HUBERT, new TensorSizes(place, "HuBERT", model, tensors));
        FairseqConfiguration none = FairseqConfiguration.in(Map.of());
        return ToldSettings.of(
                place,
                new ToldSettings.Configured(none.heads(), none.normFirst(), none.normalize()),
                Optional.empty(),
                shapes.published(HUBERT),
                shapes.transformer().size());
    }

    @Test
    void strides_and_activations_that_shapes_do_not_show_are_read_from_fairseqs_configuration() {
        Map<String, Object> usual = Map.of(
                "cfg.model.encoder_attention_heads",
                4L,
                "cfg.model.conv_feature_layers",
                "[(16,10,5)] + [(16, 3, 2)] * 4 + [(16,2,2)]*2");
        FairseqChecks.requireSupported("hubert", Path.of("x.pt"), FairseqConfiguration.in(usual));
        Map<String, Object> other = Map.of(
                "cfg.model.encoder_attention_heads", 4L,
                "cfg.model.activation_fn", "relu",
                "cfg.model.conv_feature_layers", "[(16,10,4)] + [(16,3,2)] * 4 + [(16,2,2)] * 2");
        assertRefused(
                () -> FairseqChecks.requireSupported("hubert", Path.of("x.pt"), FairseqConfiguration.in(other)),
                "activation_fn is relu",
                "conv_feature_layers is [(16,10,4)]");
    }

    @Test
    void a_configuration_of_fairseq_with_more_layers_than_the_weights_is_refused() {
        FairseqConfiguration configuration = FairseqConfiguration.in(Map.of(
                "cfg.model.encoder_attention_heads", 4L,
                "cfg.model.encoder_layers", 12L,
                "cfg.model.encoder_embed_dim", 32L,
                "cfg.model.extractor_mode", "layer_norm",
                "cfg.model.conv_bias", true));
        WaveformShapes shapes =
                new WaveformShapes(new TransformerConfig(2, 32, 1, 64, 128, 16, false), 16, false, false, 0, 0);
        assertThatThrownBy(() -> FairseqChecks.requireFits(Path.of("x.pt"), configuration, shapes))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("encoder_layers is 12, and the weights have 2")
                .hasMessageContaining("extractor_mode is layer_norm, and the weights have default")
                .hasMessageContaining("conv_bias is true, and the weights have false")
                .hasMessageNotContaining("encoder_embed_dim");
    }

    @Test
    void a_model_of_another_sampling_rate_is_refused() {
        FairseqConfiguration configuration =
                FairseqConfiguration.in(Map.of("cfg.model.encoder_attention_heads", 4L, "cfg.task.sample_rate", 8000L));
        assertRefused(
                () -> FairseqChecks.requireSupported("hubert", Path.of("x.pt"), configuration),
                "sample_rate is 8000, wanted 16000");
    }
}
