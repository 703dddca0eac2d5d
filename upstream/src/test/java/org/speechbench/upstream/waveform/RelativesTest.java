package org.speechbench.upstream.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.unispeechsat.UniSpeechSatProvider;
import org.speechbench.upstream.wav2vec2.Wav2Vec2Provider;

/** Checkpoints of HuBERT's relatives, in the formats of their toolkits, against states of the original code. */
class RelativesTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final float STATES = 1e-5f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"distil", "data2vec", "wav2vec2_group", "wav2vec2_layer"})
    void states_agree_with_those_of_the_original_code(String name) {
        Relative.assertLast(Relative.of(name).states(ENGINE), "relatives/" + name, STATES);
    }

    @ParameterizedTest
    @CsvSource({
        "wavlm_post, cfg.encoder_attention_heads, false, cfg.normalize, Microsoft",
        "distil, Config.distiller.encoder_attention_heads, false, is not there, s3prl",
        "data2vec, cfg.model.encoder_attention_heads, true, cfg.task.normalize, fairseq",
    })
    void a_file_says_what_it_is_and_why_its_samples_are_normalised_or_not(
            String name, String heads, boolean normalized, String why, String toolkit) {
        Map<String, String> facts = Relative.of(name).describe().checkpoint().facts();
        assertThat(facts.get("heads")).as(toolkit).isEqualTo("4, by " + heads);
        assertThat(facts.get("normalize")).startsWith(normalized + ", ").contains(why);
        assertThat(facts.get("kind")).isNotEmpty();
        assertThat(facts).doesNotContainKey(CheckpointFacts.KIND_UNKNOWN);
    }

    @Test
    void a_head_for_letters_says_that_labels_were_seen() {
        assertThat(Relative.of("wav2vec2_group").describe().checkpoint().usesLabels())
                .isTrue();
        assertThat(Relative.of("wavlm_pre").describe().checkpoint().usesLabels())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wavlm_post", "wavlm_pre", "wav2vec2_group", "wav2vec2_layer", "distil", "data2vec"})
    void every_bit_comes_back_from_hugging_faces_layout(String name) throws IOException {
        Relative first = Relative.of(name);
        float[][] states = first.states(ENGINE);
        Relative ours = first.imported(folder.resolve("ours"));
        Relative theirs = ours.exported(folder.resolve("theirs"), name.equals("wavlm_pre"));
        Relative back = theirs.imported(folder.resolve("back"));

        assertThat(ours.states(ENGINE)).isDeepEqualTo(states);
        assertThat(theirs.states(ENGINE)).isDeepEqualTo(states);
        assertThat(back.states(ENGINE)).isDeepEqualTo(states);
        assertThat(weights(back)).isEqualTo(weights(ours));
        assertThat(back.describe().checkpoint().usesLabels())
                .isEqualTo(first.describe().checkpoint().usesLabels());
    }

    private static Map<String, List<Float>> weights(Relative ours) {
        Map<String, List<Float>> weights = new LinkedHashMap<>();
        Safetensors.read(ours.place().resolve("model.safetensors")).tensors().forEach((name, tensor) -> {
            List<Float> values = new ArrayList<>();
            for (float v : tensor.floats()) {
                values.add(v);
            }
            weights.put(name, values);
        });
        return weights;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wavlm_post", "wavlm_pre", "wav2vec2_group", "wav2vec2_layer", "distil", "data2vec"})
    void padding_changes_nothing(String name) {
        Relative model = Relative.of(name);
        float[] samples = Relative.wave().samples();
        Waveform half = new Waveform(Arrays.copyOf(samples, 9_000));
        float[][] alone = model.states(ENGINE, WaveformBatch.of(half));
        float[][] together = model.states(ENGINE, new WaveformBatch(List.of(half, Relative.wave())));
        for (int layer = 0; layer < alone.length; layer++) {
            // 27 frames by the windows of the convolutions, where fairseq's masks of HuBERT and WavLM have 28.
            assertThat(alone[layer]).hasSize(27 * 32);
            assertThat(Arrays.copyOf(together[layer], alone[layer].length))
                    .as("layer " + layer)
                    .containsExactly(alone[layer], within(2e-5f));
        }
    }

    @Test
    void unispeech_sat_is_wavlm_without_the_bias_of_positions() {
        Relative wavlm = Relative.of("wavlm_pre");
        Map<String, TensorData> tensors =
                new LinkedHashMap<>(Safetensors.read(wavlm.place()).tensors());
        tensors.replaceAll((name, tensor) ->
                name.contains("relative_attention_bias") ? TensorData.of(new float[32 * 4], 32, 4) : tensor);
        float[][] zeros =
                new Relative(wavlm.provider(), write("zeros.safetensors", tensors), wavlm.settings()).states(ENGINE);
        tensors.keySet().removeIf(name -> name.contains("relative_attention_bias") || name.contains("grep_"));
        Map<String, String> settings = new HashMap<>(wavlm.settings());
        settings.remove("bucket_distance");
        Relative sat = new Relative(new UniSpeechSatProvider(), write("sat.safetensors", tensors), settings);
        float[][] states = sat.states(ENGINE);
        for (int layer = 0; layer < states.length; layer++) {
            assertThat(states[layer]).containsExactly(zeros[layer], within(STATES));
        }
        assertThat(new Relative(new HubertProvider(), sat.place(), settings).states(ENGINE))
                .isDeepEqualTo(states);
    }

    private Path write(String name, Map<String, TensorData> tensors) {
        Path file = folder.resolve(name);
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    @Test
    void the_farthest_distance_and_the_table_are_read_and_never_assumed() throws IOException {
        Relative pre = Relative.of("wavlm_pre");
        Map<String, String> untold = new HashMap<>(pre.settings());
        untold.remove("bucket_distance");
        Relative silent = new Relative(pre.provider(), pre.place(), untold);
        assertRefused(silent::describe, "does not tell its bucket_distance", "max_bucket_distance");

        Map<String, TensorData> tensors =
                new LinkedHashMap<>(Safetensors.read(pre.place()).tensors());
        tensors.keySet().removeIf(name -> name.contains("relative_attention_bias"));
        Relative bare = new Relative(pre.provider(), write("bare.safetensors", tensors), pre.settings());
        assertRefused(bare::describe, "relative_attention_bias.weight is missing");

        Relative theirs = pre.imported(folder.resolve("ours")).exported(folder.resolve("theirs"), false);
        float[][] near = theirs.states(ENGINE);
        edit(theirs, c -> c.put("max_bucket_distance", 1280));
        assertThat(theirs.describe().checkpoint().facts()).containsEntry("bucket_distance", "1280");
        assertThat(theirs.states(ENGINE)[3]).isNotEqualTo(near[3]);
        edit(theirs, c -> c.put("num_buckets", 320));
        assertRefused(theirs::describe, "table of 32 buckets", "320, by num_buckets");
        edit(theirs, c -> c.remove("max_bucket_distance"));
        edit(theirs, c -> c.remove("num_buckets"));
        assertRefused(theirs::describe, "does not tell its bucket_distance");
    }

    private static void edit(Relative model, Consumer<ObjectNode> change) throws IOException {
        Path config = model.place().resolve("config.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(config.toFile());
        change.accept(json);
        Files.writeString(config, json.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "wavlm_pre, wavlm, WavLMModel",
        "wav2vec2_layer, wav2vec2, Wav2Vec2Model",
        "data2vec, data2vec-audio, Data2VecAudioModel",
        "distil, hubert, HubertModel",
    })
    void an_exported_configuration_names_type_and_class(String name, String type, String modelClass)
            throws IOException {
        Relative theirs = Relative.of(name).imported(folder.resolve("ours")).exported(folder.resolve("theirs"), false);
        assertThat(theirs.place().resolve("config.json"))
                .content()
                .contains("\"model_type\" : \"" + type + "\"", "\"" + modelClass + "\"");
        edit(theirs, c -> c.put("model_type", "wav2vec2-bert"));
        assertRefused(theirs::describe, "type 'wav2vec2-bert', wanted '" + type + "'");
    }

    @Test
    void hugging_face_finds_the_names_that_it_looks_for() {
        Relative wavlm =
                Relative.of("wavlm_pre").imported(folder.resolve("ours")).exported(folder.resolve("theirs"), false);
        assertThat(Safetensors.read(wavlm.place().resolve("model.safetensors"))
                        .tensors()
                        .keySet())
                .contains(
                        "encoder.layers.0.attention.rel_attn_embed.weight",
                        "encoder.layers.2.attention.gru_rel_pos_linear.weight",
                        "encoder.layers.2.attention.gru_rel_pos_const",
                        "encoder.pos_conv_embed.conv.weight_g",
                        "masked_spec_embed")
                .doesNotContain("encoder.layers.1.attention.rel_attn_embed.weight");
        Relative data2vec =
                Relative.of("data2vec").imported(folder.resolve("ours2")).exported(folder.resolve("theirs2"), false);
        assertThat(Safetensors.read(data2vec.place().resolve("model.safetensors"))
                        .tensors()
                        .keySet())
                .contains(
                        "encoder.pos_conv_embed.layers.2.conv.weight",
                        "feature_extractor.conv_layers.6.layer_norm.bias")
                .noneMatch(name -> name.contains("weight_g"));
        assertThat(data2vec.place().resolve("config.json"))
                .content()
                .contains("\"num_conv_pos_embeddings\" : 3", "\"conv_pos_kernel_size\" : 5");
    }

    @Test
    void what_pre_training_leaves_in_a_file_tells_whose_it_is_and_is_no_sign_of_labels() {
        Map<String, TensorData> tensors = new LinkedHashMap<>(
                Safetensors.read(Npy.path("wavlm/wavlm_pre.safetensors")).tensors());
        tensors.keySet().removeIf(name -> name.contains("relative_attention_bias") || name.contains("grep_"));
        Map<String, String> told = Map.of("heads", "4", "norm_first", "true", "normalize", "true");
        Relative bare = new Relative(new Wav2Vec2Provider(), write("bare.safetensors", tensors), told);
        assertThat(bare.describe().checkpoint().facts())
                .containsKey(CheckpointFacts.KIND_UNKNOWN)
                .doesNotContainKey("kind");

        tensors.put("quantizer.vars", TensorData.of(new float[8], 1, 4, 2));
        tensors.put("quantizer.weight_proj.weight", TensorData.of(new float[4], 2, 2));
        tensors.put("project_q.weight", TensorData.of(new float[4], 2, 2));
        tensors.put("final_proj.weight", TensorData.of(new float[4], 2, 2));
        Relative wav2vec2 = new Relative(new Wav2Vec2Provider(), write("wav2vec2.safetensors", tensors), told);
        CheckpointFacts facts = wav2vec2.describe().checkpoint();
        assertThat(facts.facts()).containsEntry("kind", "wav2vec 2.0, by its quantizer");
        assertThat(facts.usesLabels()).isFalse();
        assertThat(facts.labelsKnown()).isTrue();
        Relative hubert = new Relative(new HubertProvider(), wav2vec2.place(), told);
        assertRefused(hubert::describe, "has quantizer, project_q besides the model", "HuBERT");
    }

    @Test
    void families_whose_objective_is_another_are_not_pre_trained_here() {
        assertThat(new HubertProvider().capability(Pretraining.class)).isPresent();
        assertThat(Relative.of("wavlm_pre").provider().capability(Pretraining.class))
                .isPresent();
        assertThat(new Wav2Vec2Provider().capability(Pretraining.class)).isEmpty();
    }
}
