package org.speechbench.upstream.fasthubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.NumpyDictionary;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;

/** Files in the published code's structure, and states of a forward pass in PyTorch (make-fast-hubert-fixtures.py). */
class PublishedFastHubertTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private final FastHubertProvider provider = new FastHubertProvider();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"released", "fine_tuned"})
    void states_are_those_of_the_published_model(String name) {
        assertStates(fixture(name), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"released", "fine_tuned"})
    void import_and_export_keep_the_states(String name) throws IOException {
        Path ours = folder.resolve("ours");
        UpstreamCard imported = provider.importCheckpoint(at(fixture(name), Map.of()), ours);
        assertStates(ours, name);
        Path theirs = folder.resolve("theirs");
        UpstreamCard exported = provider.exportCheckpoint(at(ours, Map.of()), theirs, name.equals("released"));
        assertThat(exported).isEqualTo(imported);
        assertStates(theirs, name);
        assertThat(provider.describe(at(theirs, Map.of())).checkpoint().usesLabels())
                .isEqualTo(imported.checkpoint().usesLabels());
        assertThat(NumpyDictionary.read(theirs.resolve("global_cmvn.npy")).get("std"))
                .isEqualTo(NumpyDictionary.read(fixture(name).resolveSibling("global_cmvn.npy"))
                        .get("std"));
    }

    @Test
    void a_released_file_says_how_it_was_read() {
        UpstreamCard card = provider.describe(at(fixture("released"), Map.of()));
        assertThat(card.size()).isEqualTo("custom");
        assertThat(card.layers()).isEqualTo(4);
        assertThat(card.frameStride()).isEqualTo(640);
        assertThat(card.checkpoint().usesLabels()).isFalse();
        assertThat(card.checkpoint().facts())
                .contains(entry("cmvn", "global_cmvn.npy beside the weights"))
                .contains(entry("pretraining_heads", "at layers [1, 3]"));
        assertThat(card.checkpoint().facts().get("format"))
                .contains("FastHuBERT")
                .contains("'model.'");
        assertThat(card.checkpoint().facts().get("heads")).contains("4, by cfg.model.encoder_attention_heads");
        assertThat(card.checkpoint().facts().get("left_out")).contains("feature_extractor");
    }

    @Test
    void heads_at_layers_where_ours_has_none_are_left_out() throws IOException {
        Path place = converted("released", Map.of());
        Files.writeString(
                place.resolveSibling("config.json"),
                "{\"model\": {\"encoder_attention_heads\": 4, \"layer_norm_first\": false, \"predict_layers\":"
                        + " \"[1,2]\"}}");
        assertThat(provider.describe(at(place, Map.of())).checkpoint().facts().get("pretraining_heads"))
                .isEqualTo("2 left out; their place is layers [2, 3]");
        assertStates(place, "released");
    }

    @Test
    void a_fine_tuned_file_has_seen_transcripts_and_has_other_kernels() {
        UpstreamCard card = provider.describe(at(fixture("fine_tuned"), Map.of()));
        assertThat(card.checkpoint().usesLabels()).isTrue();
        assertThat(card.frameStride()).isEqualTo(1280);
    }

    @Test
    void without_mean_and_deviation_a_file_is_refused_and_another_place_can_be_given() throws IOException {
        Path alone = Files.copy(fixture("released"), folder.resolve("alone.pt"));
        assertRefused(() -> provider.describe(at(alone, Map.of())), "alone.pt has no global_cmvn.npy");
        Path elsewhere = fixture("released").resolveSibling("global_cmvn.npy");
        assertThat(provider.describe(at(alone, Map.of("cmvn", elsewhere.toString())))
                        .size())
                .isEqualTo("custom");
    }

    @Test
    void mean_and_deviation_of_another_input_are_refused() throws IOException {
        Path alone = Files.copy(fixture("released"), folder.resolve("alone.pt"));
        NumpyDictionary.write(folder.resolve("global_cmvn.npy"), Map.of("mean", new float[3], "std", new float[3]));
        assertRefused(() -> provider.open(ENGINE, options(alone)), "80 bins", "mean of 3");
        NumpyDictionary.write(folder.resolve("global_cmvn.npy"), Map.of("mean", new float[80], "std", new float[80]));
        assertRefused(() -> provider.open(ENGINE, options(alone)), "not above 0");
    }

    @Test
    void weights_alone_do_not_tell_their_heads_and_are_asked_for() throws IOException {
        Path place = converted("released", Map.of());
        assertRefused(() -> provider.describe(at(place, Map.of())), "does not tell its heads, norm_first");
        Map<String, String> told = Map.of("heads", "4", "norm_first", "false", "normalize", "false");
        assertThat(provider.describe(at(place, told)).checkpoint().facts().get("heads"))
                .isEqualTo("4, as given");
    }

    @Test
    void a_setting_that_ours_has_not_is_refused_by_name() throws IOException {
        Path place = converted("released", Map.of());
        Files.writeString(
                place.resolveSibling("config.json"),
                "{\"model\": {\"encoder_attention_heads\": 4, \"activation_fn\": \"relu\", \"causal\": true}}");
        assertRefused(
                () -> provider.describe(at(place, Map.of())),
                "activation_fn is relu, wanted gelu",
                "causal is true, wanted false");
    }

    @Test
    void a_tensor_that_is_missing_or_belongs_to_nothing_is_named() throws IOException {
        Map<String, TensorData> more = Map.of("encoder.layers.9.fc1.bias", TensorData.of(new float[48], 48));
        Path place = converted("released", more);
        Map<String, String> told = Map.of("heads", "4", "norm_first", "false", "normalize", "false");
        assertRefused(
                () -> provider.describe(at(place, told)),
                "encoder.layers.9.feed_forward.intermediate_dense.bias belongs to nothing");
    }

    private static Path fixture(String name) {
        return Npy.path("fast_hubert/" + name + "/checkpoint.pt");
    }

    /** The weights of a fixture as safetensors, without a configuration. */
    private Path converted(String name, Map<String, TensorData> more) throws IOException {
        TensorFile file = TensorFile.open(fixture(name));
        Map<String, TensorData> tensors = new LinkedHashMap<>(more);
        file.tensors().keySet().stream()
                .filter(t -> t.startsWith("model."))
                .forEach(t -> tensors.put(t.substring("model.".length()), file.read(t)));
        Path place = folder.resolve("weights.safetensors");
        Safetensors.write(place, tensors, Map.of());
        Files.copy(fixture(name).resolveSibling("global_cmvn.npy"), folder.resolve("global_cmvn.npy"));
        return place;
    }

    private static UpstreamSpec options(Path checkpoint) {
        return UpstreamSpec.of("fast_hubert", "", 1, Precision.FP32).from(checkpoint);
    }

    private void assertStates(Path checkpoint, String name) {
        Waveform wave = new Waveform(Arrays.copyOf(Npy.fixture("wavs").floats(), 16_000));
        try (Upstream upstream = provider.open(ENGINE, options(checkpoint));
                HiddenStates states = upstream.encode(WaveformBatch.of(wave))) {
            for (int layer = 0; layer < states.layers().size(); layer++) {
                Npy wanted = Npy.fixture("fast_hubert/" + name + "/state" + layer);
                float[] got = states.layers().get(layer).toFloatArray();
                float[] values = wanted.floats();
                assertThat(states.layers().get(layer).getShape().getShape())
                        .containsExactly(1, wanted.shape()[0], wanted.shape()[1]);
                for (int i = 0; i < got.length; i++) {
                    assertThat(got[i]).as("layer " + layer + ", value " + i).isCloseTo(values[i], within(1e-4f));
                }
            }
        }
    }

    private static UpstreamSpec at(Path checkpoint, Map<String, String> told) {
        return UpstreamSpec.of("fast_hubert", "", 1, Precision.FP32)
                .from(checkpoint)
                .with(told);
    }
}
