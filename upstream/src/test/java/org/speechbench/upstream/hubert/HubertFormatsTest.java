package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.portable.FairseqConfiguration;

/** Layouts of other toolkits beside the usual ones, and what is done where they do not tell everything. */
class HubertFormatsTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private final HubertProvider provider = new HubertProvider();

    @TempDir
    Path folder;

    @Test
    void a_file_that_s3prl_has_converted_is_read_with_both_of_its_configurations() {
        Path place = Npy.path("checkpoints/s3prl.pt");
        TinyHubert.assertStates(ENGINE, place, "tiny_prenorm", Map.of());
        UpstreamCard card = TinyHubert.describe(place);
        assertThat(card.checkpoint().usesLabels()).isFalse();
        assertThat(card.checkpoint().facts())
                .containsEntry("heads", "4, by model_cfg.encoder_attention_heads")
                .containsEntry("norm_first", "true, by model_cfg.layer_norm_first")
                .containsEntry("normalize", "false, by task_cfg.normalize")
                .doesNotContainKey(CheckpointFacts.CONTRADICTION);
    }

    @Test
    void arguments_of_before_fairseq_had_cfg_tell_the_normalisation_and_two_projections_are_left_out()
            throws IOException {
        Path place = Npy.path("checkpoints/fairseq_args.pt");
        provider.importCheckpoint(TinyHubert.at(place), folder.resolve("ours"));
        assertThat(folder.resolve("ours/config.json"))
                .content()
                .contains("\"wave_normalization\" : \"fairseq\"", "\"classes\" : 0");
        assertThat(TinyHubert.describe(place).checkpoint().facts())
                .containsEntry("normalize", "true, by args.normalize")
                .extractingByKey("left_out")
                .asString()
                .contains("model.final_proj.weight", "model.label_embs_concat");
        float[][] states = TinyHubert.states(ENGINE, place, TinyHubert.wave(), Map.of());
        assertThat(states).hasDimensions(3, states[0].length);
    }

    @Test
    void a_folder_in_several_files_is_read_by_its_index() throws IOException {
        Path place = sharded(TinyHubert.huggingFace("tiny", "hubert.", true));
        TinyHubert.assertStates(ENGINE, place, "tiny", TinyHubert.told("tiny"));
        TinyHubert.assertStates(ENGINE, place.resolve("model.safetensors.index.json"), "tiny", TinyHubert.told("tiny"));

        Files.delete(place.resolve("b.safetensors"));
        assertRefused(
                () -> TinyHubert.describe(place, TinyHubert.told("tiny")), "names b.safetensors, which is not there");
    }

    @Test
    void an_index_does_not_lead_out_of_its_folder() throws IOException {
        Path place = sharded(TinyHubert.huggingFace("tiny", "", false));
        Path index = place.resolve("model.safetensors.index.json");
        Files.writeString(index, Files.readString(index).replace("b.safetensors", "../b.safetensors"));
        assertRefused(() -> TinyHubert.describe(place), "outside of its folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hubert.", "ssl_model.model.", "module.encoder.hubert.", "frontend.upstream.upstream.model."
            })
    void a_hubert_is_found_whatever_its_names_begin_with(String prefix) {
        Path place = TinyHubert.file(folder, TinyHubert.huggingFace("tiny", prefix, false));
        TinyHubert.assertStates(ENGINE, place, "tiny", TinyHubert.told("tiny"));
    }

    @Test
    void of_two_huberts_in_a_file_both_prefixes_are_named() {
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "student.", false);
        tensors.putAll(TinyHubert.huggingFace("tiny", "teacher.model.", false));
        Path place = TinyHubert.file(folder, tensors);
        assertRefused(() -> TinyHubert.describe(place, TinyHubert.told("tiny")), "'student.' and 'teacher.model.'");
    }

    @Test
    void averaged_weights_and_moments_of_an_optimiser_are_no_second_hubert() {
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "model.", false);
        tensors.putAll(TinyHubert.huggingFace("tiny", "extra_state.ema.", false));
        tensors.put("optimizer.state.0.exp_avg", TensorData.of(new float[2], 2));
        TinyHubert.assertStates(ENGINE, TinyHubert.file(folder, tensors), "tiny", TinyHubert.told("tiny"));
    }

    @Test
    void the_projection_of_contentvec_is_left_out_and_is_no_sign_of_labels() {
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "", false);
        tensors.put("final_proj.weight", TensorData.of(new float[8 * 32], 8, 32));
        tensors.put("final_proj.bias", TensorData.of(new float[8], 8));
        Path place = TinyHubert.file(folder, tensors);
        TinyHubert.assertStates(ENGINE, place, "tiny", TinyHubert.told("tiny"));
        UpstreamCard card = TinyHubert.describe(place, TinyHubert.told("tiny"));
        assertThat(card.checkpoint().usesLabels()).isFalse();
        assertThat(card.checkpoint().facts()).containsEntry("left_out", "final_proj.weight, final_proj.bias");
    }

    @ParameterizedTest
    @CsvSource({
        "hubert., lm_head.weight, true",
        "hubert., classifier.weight, true",
        "'', aux.weight, true",
        "w2v_encoder.w2v_model., w2v_encoder.proj.weight, true",
        "model.hubert., model.decoder.layers.0.fc1.weight, true",
        "model.w2v_model., '', true",
        "hubert., '', false",
    })
    void a_fine_tuned_file_is_marked_by_itself(String prefix, String head, boolean usesLabels) {
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", prefix, false);
        if (!head.isEmpty()) {
            tensors.put(head, TensorData.of(new float[96], 3, 32));
        }
        Path place = TinyHubert.file(folder, tensors);
        Map<String, String> told = TinyHubert.told("tiny");
        assertThat(TinyHubert.describe(place, told).checkpoint().usesLabels()).isEqualTo(usesLabels);
        try (Upstream upstream = provider.open(
                ENGINE,
                UpstreamSpec.of(provider.name(), "", 1, Precision.FP32)
                        .from(place)
                        .with(told))) {
            assertThat(upstream.usesLabels()).isEqualTo(usesLabels);
        }
        provider.importCheckpoint(TinyHubert.at(place, told), folder.resolve("ours"));
        assertThat(LabelProvenance.of(folder.resolve("ours"))).isEqualTo(usesLabels);
        provider.exportCheckpoint(TinyHubert.at(folder.resolve("ours")), folder.resolve("theirs"), false);
        assertThat(LabelProvenance.of(folder.resolve("theirs"))).isEqualTo(usesLabels);
    }

    @Test
    void a_class_for_a_task_in_a_configuration_is_a_sign_of_labels_too() throws IOException {
        Path place = huggingFace("tiny", "HubertForSequenceClassification", false);
        assertThat(TinyHubert.describe(place).checkpoint().usesLabels()).isTrue();
        assertThat(TinyHubert.describe(huggingFace("tiny", "HubertModel", false))
                        .checkpoint()
                        .usesLabels())
                .isFalse();
        assertThat(FairseqConfiguration.in(Map.of("args.arch", "wav2vec_ctc")).labelEvidence())
                .isEqualTo("args.arch wav2vec_ctc");
        assertThat(FairseqConfiguration.in(Map.of("cfg.model._name", "hubert")).labelEvidence())
                .isEmpty();
    }

    @Test
    void what_shapes_do_not_tell_is_asked_for_all_three_together() {
        Path place = TinyHubert.torchaudio("tiny");
        assertRefused(
                () -> TinyHubert.describe(place),
                "heads, norm_first, normalize",
                "--heads N --norm-first",
                "settings: { heads");
        assertRefused(
                () -> TinyHubert.describe(place, Map.of("heads", "4", "normalize", "false")),
                "given together; norm_first is missing");
        assertRefused(
                () -> TinyHubert.describe(place, Map.of("heads", "5", "norm_first", "false", "normalize", "false")),
                "5 attention heads do not divide its width 32");
        assertRefused(
                () -> TinyHubert.describe(place, Map.of("heads", "4", "norm_first", "no", "normalize", "false")),
                "norm_first of hubert is 'no', wanted true or false");
        assertThat(TinyHubert.describe(place, TinyHubert.told("tiny"))
                        .checkpoint()
                        .facts())
                .containsEntry("heads", "4, as given")
                .containsEntry("norm_first", "false, as given")
                .containsEntry("normalize", "false, as given");
    }

    @Test
    void what_is_given_must_not_contradict_the_checkpoint() {
        Map<String, String> other = Map.of("heads", "8", "norm_first", "true", "normalize", "false");
        assertRefused(
                () -> TinyHubert.describe(Npy.path("checkpoints/fairseq.pt"), other),
                "heads is given as 8, but is 4, by cfg.model.encoder_attention_heads");
        Path ours = folder.resolve("ours");
        provider.importCheckpoint(TinyHubert.at(Npy.path("checkpoints/fairseq.pt")), ours);
        assertThat(TinyHubert.describe(ours, TinyHubert.told("tiny_prenorm"))
                        .checkpoint()
                        .facts())
                .containsEntry("heads", "4, by cfg.model.encoder_attention_heads");
        assertRefused(() -> TinyHubert.describe(ours, other), "others are given");
        UpstreamSpec random =
                UpstreamSpec.of("hubert", "test", 1, Precision.FP32).with(TinyHubert.told("tiny"));
        assertRefused(() -> CheckedUpstream.open(provider, ENGINE, random), "about a checkpoint, and there is none");
    }

    @Test
    void a_folder_that_does_not_say_whether_samples_are_normalised_is_asked_about_it() throws IOException {
        Path place = huggingFace("tiny", "HubertModel", false);
        Files.delete(place.resolve("preprocessor_config.json"));
        assertRefused(() -> TinyHubert.describe(place), "does not tell its normalize");
        TinyHubert.assertStates(ENGINE, place, "tiny", TinyHubert.told("tiny"));
    }

    @Test
    void a_configuration_that_contradicts_the_biases_of_convolutions_is_refused_and_told_what_to_write()
            throws IOException {
        Path with = huggingFace("tiny_prenorm", "HubertModel", false);
        assertRefused(
                () -> TinyHubert.describe(with),
                "model.safetensors has biases in its convolutions",
                "config.json says conv_bias false",
                "write \"conv_bias\": true there");
        Path config = with.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"conv_bias\": false,", ""));
        assertRefused(() -> TinyHubert.describe(with), "does not name conv_bias, which is false then");
        Path right = huggingFace("tiny_prenorm", "HubertModel", true);
        TinyHubert.assertStates(ENGINE, right, "tiny_prenorm", Map.of());

        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny_prenorm", "", false);
        tensors.keySet().removeIf(n -> n.endsWith("conv.bias") && n.startsWith("feature_extractor"));
        Safetensors.write(right.resolve("model.safetensors"), tensors, Map.of());
        assertRefused(
                () -> TinyHubert.describe(right),
                "has no biases in its convolutions",
                "says conv_bias true",
                "write \"conv_bias\": false there");
    }

    /** Hugging Face's conversion of HuBERT Large has biases of 0, and says so; the original has none. */
    @Test
    void an_original_without_biases_beside_the_configuration_of_its_conversion_has_the_states_of_biases_of_0()
            throws IOException {
        Path place = huggingFace("tiny_prenorm", "HubertModel", true);
        Map<String, TensorData> converted = TinyHubert.huggingFace("tiny_prenorm", "", false);
        converted.replaceAll((name, tensor) ->
                name.startsWith("feature_extractor") && name.endsWith("conv.bias") ? zeros(tensor) : tensor);
        Safetensors.write(place.resolve("model.safetensors"), converted, Map.of());
        float[][] states = TinyHubert.states(ENGINE, place, TinyHubert.wave(), Map.of());

        Map<String, TensorData> original = new LinkedHashMap<>(
                Safetensors.read(TinyHubert.torchaudio("tiny_prenorm")).tensors());
        original.keySet().removeIf(n -> n.contains("feature_extractor") && n.endsWith("conv.bias"));
        Path beside = place.resolve("original.safetensors");
        Safetensors.write(beside, original, Map.of());
        assertThat(TinyHubert.describe(beside).checkpoint().facts())
                .containsEntry("conv_bias", "false")
                .extractingByKey(CheckpointFacts.CONTRADICTION)
                .asString()
                .contains("conv_bias true", "torchaudio have none");
        assertThat(TinyHubert.states(ENGINE, beside, TinyHubert.wave(), Map.of()))
                .isDeepEqualTo(states);

        provider.importCheckpoint(TinyHubert.at(beside), folder.resolve("ours"));
        provider.exportCheckpoint(TinyHubert.at(folder.resolve("ours")), folder.resolve("theirs"), false);
        assertThat(folder.resolve("theirs/config.json")).content().contains("\"conv_bias\" : false");
        assertThat(TinyHubert.states(ENGINE, folder.resolve("theirs"), TinyHubert.wave(), Map.of()))
                .isDeepEqualTo(states);
    }

    private static TensorData zeros(TensorData tensor) {
        return TensorData.of(new float[tensor.floats().length], tensor.shape());
    }

    @Test
    void a_folder_of_ours_with_biases_of_before_still_opens() {
        Path ours = folder.resolve("ours");
        provider.importCheckpoint(
                TinyHubert.at(TinyHubert.torchaudio("tiny_prenorm"), TinyHubert.told("tiny_prenorm")), ours);
        assertThat(TinyHubert.describe(ours).checkpoint().facts()).containsEntry("conv_bias", "true");
        TinyHubert.assertStates(ENGINE, ours, "tiny_prenorm", Map.of());
        TinyHubert.assertStates(ENGINE, ours.resolve("model.safetensors"), "tiny_prenorm", Map.of());
    }

    @Test
    void refusals_name_what_to_do_with_the_file_at_hand() throws IOException {
        Path other = TinyHubert.file(folder, Map.of("decoder.weight", TensorData.of(new float[2], 2)));
        assertRefused(() -> TinyHubert.describe(other), "its tensors are decoder.weight");
        Path place = Files.createDirectory(folder.resolve("download"));
        Files.copy(Npy.path("checkpoints/s3prl.pt"), place.resolve("hubert.pt"));
        assertRefused(() -> TinyHubert.describe(place), "no weights", "Name the file: " + place.resolve("hubert.pt"));
        Path pointer =
                Files.writeString(folder.resolve("pytorch_model.bin"), "version https://git-lfs.github.com/spec/v1\n");
        assertRefused(() -> TinyHubert.describe(pointer), "Git LFS pointer");
    }

    /** Weights in two files and their index. */
    private Path sharded(Map<String, TensorData> tensors) throws IOException {
        Map<String, TensorData> first = new LinkedHashMap<>();
        Map<String, TensorData> second = new LinkedHashMap<>();
        StringBuilder map = new StringBuilder();
        tensors.forEach((name, tensor) -> {
            boolean early = first.size() <= tensors.size() / 2;
            (early ? first : second).put(name, tensor);
            map.append(map.isEmpty() ? "" : ", ")
                    .append('"' + name + "\": \"" + (early ? "a" : "b") + ".safetensors\"");
        });
        Safetensors.write(folder.resolve("a.safetensors"), first, Map.of());
        Safetensors.write(folder.resolve("b.safetensors"), second, Map.of());
        Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"metadata\": {}, \"weight_map\": {" + map + "}}");
        return folder;
    }

    /** A folder of Hugging Face's whose configuration says no bias, or one. */
    private Path huggingFace(String model, String architecture, boolean convBias) throws IOException {
        Map<String, TensorData> tensors = TinyHubert.huggingFace(model, "", false);
        return TinyHubert.huggingFace(folder, model, tensors, architecture, convBias);
    }
}
