package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamCard;

/** Both tiny models under the names of other toolkits give the hidden states that torchaudio computed. */
class HubertCheckpointTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private final HubertProvider provider = new HubertProvider();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "tiny, '', false",
        "tiny, hubert., true",
        "tiny_prenorm, hubert., false",
        "tiny_prenorm, '', true",
    })
    void a_hugging_face_folder_gives_the_hidden_states_of_its_model(String model, String prefix, boolean newNames)
            throws IOException {
        Path place = huggingFace(model, prefix, newNames);
        assertStates(place, model);
    }

    @Test
    void a_folder_with_pytorch_weights_and_a_ctc_head_opens_too() throws IOException {
        Path place = huggingFace("tiny", "", false);
        Files.delete(place.resolve("model.safetensors"));
        Files.copy(Npy.path("checkpoints/hugging_face.bin"), place.resolve("pytorch_model.bin"));
        assertStates(place, "tiny");
    }

    @Test
    void a_fairseq_checkpoint_is_read_with_the_configuration_inside() {
        assertStates(Npy.path("checkpoints/fairseq.pt"), "tiny_prenorm");
    }

    @Test
    void a_fine_tuned_fairseq_checkpoint_gives_its_backbone() {
        assertStates(Npy.path("checkpoints/fairseq_ctc.pt"), "tiny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void a_state_dict_of_torchaudio_is_imported_with_its_head(String model) throws IOException {
        Path ours = folder.resolve("ours");
        provider.importCheckpoint(TinyHubert.at(TinyHubert.torchaudio(model), TinyHubert.told(model)), ours);
        assertStates(ours, model);
        assertThat(new ObjectMapper()
                        .readTree(ours.resolve("config.json").toFile())
                        .get("classes")
                        .asInt())
                .isEqualTo(11);
        assertThat(Safetensors.read(ours.resolve("model.safetensors")).tensors())
                .containsKeys("label_embeddings", "final_proj.weight");
    }

    @Test
    void heads_that_nothing_tells_are_asked_for() {
        assertRefused(() -> TinyHubert.describe(TinyHubert.torchaudio("tiny")), "attention heads");
    }

    @ParameterizedTest
    @CsvSource({"tiny, false", "tiny, true", "tiny_prenorm, false", "tiny_prenorm, true"})
    void export_and_import_keep_every_bit(String model, boolean newNames) throws IOException {
        Path first = folder.resolve("first");
        Path there = folder.resolve("there");
        Path back = folder.resolve("back");
        provider.importCheckpoint(TinyHubert.at(TinyHubert.torchaudio(model), TinyHubert.told(model)), first);
        UpstreamCard exported = provider.exportCheckpoint(TinyHubert.at(first), there, newNames);
        UpstreamCard imported = provider.importCheckpoint(TinyHubert.at(there), back);

        assertThat(exported.cost().parameters()).isEqualTo(imported.cost().parameters());
        Map<String, TensorData> before =
                Safetensors.read(first.resolve("model.safetensors")).tensors();
        Map<String, TensorData> after =
                Safetensors.read(back.resolve("model.safetensors")).tensors();
        assertThat(after).hasSize(before.size() - 3);
        after.forEach((name, tensor) ->
                assertThat(tensor.bytes()).as(name).isEqualTo(before.get(name).bytes()));
        assertThat(states(back)).isDeepEqualTo(states(first));
        assertThat(states(there)).isDeepEqualTo(states(first));
    }

    @Test
    void that_a_model_uses_labels_is_not_lost_on_its_way() throws IOException {
        Path first = folder.resolve("first");
        provider.importCheckpoint(TinyHubert.at(TinyHubert.torchaudio("tiny"), TinyHubert.told("tiny")), first);
        assertThat(Files.readString(first.resolve("config.json"))).doesNotContain("uses_labels");
        provider.exportCheckpoint(TinyHubert.at(first), folder.resolve("plain"), false);
        assertThat(Files.readString(folder.resolve("plain/config.json"))).doesNotContain("uses_labels");

        Path config = first.resolve("config.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(config.toFile());
        json.putObject("labels").put("uses_labels", true);
        Files.writeString(config, json.toString());
        provider.exportCheckpoint(TinyHubert.at(first), folder.resolve("there"), false);
        provider.importCheckpoint(TinyHubert.at(folder.resolve("there")), folder.resolve("back"));

        assertThat(LabelProvenance.of(folder.resolve("there"))).isTrue();
        assertThat(LabelProvenance.of(folder.resolve("back"))).isTrue();
    }

    @Test
    void an_exported_folder_has_the_names_that_transformers_look_for() throws IOException {
        Path first = folder.resolve("first");
        Path there = folder.resolve("there");
        provider.importCheckpoint(TinyHubert.at(TinyHubert.torchaudio("tiny"), TinyHubert.told("tiny")), first);
        provider.exportCheckpoint(TinyHubert.at(first), there, true);

        Safetensors weights = Safetensors.read(there.resolve("model.safetensors"));
        assertThat(weights.metadata()).containsEntry("format", "pt");
        assertThat(weights.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        TinyHubert.huggingFace("tiny", "", true).keySet());
        JsonNode config =
                new ObjectMapper().readTree(there.resolve("config.json").toFile());
        assertThat(config.get("model_type").asText()).isEqualTo("hubert");
        assertThat(config.get("conv_dim")).hasSize(7);
        assertThat(new ObjectMapper()
                        .readTree(there.resolve("preprocessor_config.json").toFile())
                        .get("do_normalize")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void tensors_that_do_not_fit_are_all_listed() throws IOException {
        Path place = huggingFace("tiny", "hubert.", false);
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "hubert.", false);
        tensors.remove("hubert.encoder.layers.1.attention.k_proj.bias");
        tensors.put("hubert.encoder.layer_norm.weight", TensorData.of(new float[31], 31));
        tensors.put("hubert.encoder.layers.0.feed_forward.output_dense.bias", TensorData.of(new long[32], 32));
        tensors.put("hubert.encoder.layers.2.layer_norm.bias", TensorData.of(new float[32], 32));
        tensors.remove("hubert.masked_spec_embed");
        Safetensors.write(place.resolve("model.safetensors"), tensors, Map.of());

        assertRefused(
                () -> provider.open(ENGINE, TinyHubert.at(place)),
                "encoder.layers.1.attention.k_proj.bias is missing",
                "encoder.layer_norm.weight has shape [31], wanted [32]",
                "output_dense.bias has elements of type I64",
                "encoder.layers.2.layer_norm.bias belongs to nothing",
                "mask_embedding is missing");
    }

    @Test
    void a_model_made_without_masks_needs_no_mask_embedding() throws IOException {
        Path place = huggingFace("tiny", "", false);
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "", false);
        tensors.remove("masked_spec_embed");
        Safetensors.write(place.resolve("model.safetensors"), tensors, Map.of());
        edit(place, c -> c.replace("{", "{\"mask_time_prob\": 0.0,"));

        assertStates(place, "tiny");
    }

    @ParameterizedTest
    @CsvSource({
        "hidden_act, '\"relu\"', 'hidden_act is relu, wanted gelu'",
        "feat_extract_norm, '\"batch\"', 'feat_extract_norm is batch, wanted group'",
        "layer_norm_eps, 1e-12, layer_norm_eps is 1.0E-12",
        "conv_pos_batch_norm, true, conv_pos_batch_norm is true",
        "feat_proj_layer_norm, false, feat_proj_layer_norm is false",
        "conv_stride, '[5, 2, 2, 2, 2, 2, 1]', conv_stride is",
        "conv_dim, '[16, 16, 16, 16, 16, 16, 32]', conv_dim is",
        "num_attention_heads, 5, hidden_size modulo num_attention_heads",
        "num_hidden_layers, 0, num_hidden_layers is 0",
        "num_hidden_layers, 2.5, num_hidden_layers is 2.5",
        "model_type, '\"wavlm\"', 'type ''wavlm'''",
    })
    void a_setting_that_ours_has_not_is_refused_by_name(String key, String value, String message) throws IOException {
        Path place = huggingFace("tiny", "", false);
        edit(place, c -> c.replaceAll("\"" + key + "\": ?[^\\n]*,\\n", "")
                .replace("{", "{\"" + key + "\": " + value + ","));
        assertRefused(() -> TinyHubert.describe(place), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void samples_are_normalised_where_the_preprocessor_says_so(String model) throws IOException {
        Path place = huggingFace(model, "", false);
        Files.writeString(place.resolve("preprocessor_config.json"), "{\"do_normalize\": true}");
        float[] samples = TinyHubert.wave().samples();
        double mean = 0;
        double square = 0;
        for (float s : samples) {
            mean += s / (double) samples.length;
        }
        for (float s : samples) {
            square += (s - mean) * (s - mean) / samples.length;
        }
        float[] normalised = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            normalised[i] = (float) ((samples[i] - mean) / Math.sqrt(square + 1e-7));
        }
        float[][] got = states(place);
        Files.writeString(place.resolve("preprocessor_config.json"), "{\"do_normalize\": false}");
        float[][] wanted = states(place, new Waveform(normalised));
        for (int layer = 0; layer < wanted.length; layer++) {
            TinyHubert.assertClose(got[layer], wanted[layer], "layer " + layer);
        }
    }

    @Test
    void weights_that_were_changed_on_disk_are_refused() throws IOException {
        Path ours = folder.resolve("ours");
        provider.importCheckpoint(TinyHubert.at(TinyHubert.torchaudio("tiny"), TinyHubert.told("tiny")), ours);
        Path weights = ours.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);

        assertRefused(() -> provider.open(ENGINE, TinyHubert.at(ours)), "damaged", "weights_sha256");
    }

    @Test
    void a_size_that_the_checkpoint_has_not_is_refused() throws IOException {
        Path place = huggingFace("tiny", "", false);
        assertThat(TinyHubert.describe(place).size()).isEqualTo("test");
        assertRefused(() -> provider.describe(TinyHubert.at(place).sized("base")), "size 'test', wanted 'base'");
    }

    @Test
    void a_place_without_a_model_is_named() {
        assertRefused(() -> TinyHubert.describe(folder.resolve("nothing")), "nothing");
    }

    private static void edit(Path place, UnaryOperator<String> change) throws IOException {
        Path config = place.resolve("config.json");
        Files.writeString(config, change.apply(Files.readString(config)));
    }

    private Path huggingFace(String model, String prefix, boolean newNames) throws IOException {
        Map<String, TensorData> tensors = TinyHubert.huggingFace(model, prefix, newNames);
        if (!prefix.isEmpty()) {
            tensors.put("lm_head.weight", TensorData.of(new float[96], 3, 32));
            tensors.put("lm_head.bias", TensorData.of(new float[3], 3));
        }
        return TinyHubert.huggingFace(folder, model, tensors, "HubertModel", model.equals("tiny_prenorm"));
    }

    private float[][] states(Path checkpoint) {
        return states(checkpoint, TinyHubert.wave());
    }

    private float[][] states(Path checkpoint, Waveform wave) {
        return TinyHubert.states(ENGINE, checkpoint, wave, Map.of());
    }

    private void assertStates(Path checkpoint, String model) {
        TinyHubert.assertStates(ENGINE, checkpoint, model, Map.of());
    }
}
