package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.portable.FairseqConfiguration;

/** Files that hold a HuBERT and something else, or it in another form. */
class HubertFileQuirksTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final String POSITIONS = "encoder.pos_conv_embed.conv.";

    private final HubertProvider provider = new HubertProvider();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny_prenorm"})
    void a_positional_convolution_whose_weight_norm_was_removed_has_the_same_states(String model) {
        Map<String, TensorData> tensors = TinyHubert.huggingFace(model, "", false);
        TensorData gains = Objects.requireNonNull(tensors.remove(POSITIONS + "weight_g"));
        TensorData directions = Objects.requireNonNull(tensors.remove(POSITIONS + "weight_v"));
        tensors.put(
                POSITIONS + "weight", TensorData.of(product(gains.floats(), directions.floats()), directions.shape()));
        Path place = TinyHubert.file(folder, tensors);
        TinyHubert.assertStates(ENGINE, place, model, TinyHubert.told(model));

        Path ours = folder.resolve("ours");
        provider.importCheckpoint(TinyHubert.at(place, TinyHubert.told(model)), ours);
        TinyHubert.assertStates(ENGINE, ours, model, Map.of());
    }

    @Test
    void half_of_a_weight_norm_is_refused() {
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "", false);
        tensors.remove(POSITIONS + "weight_g");
        Path place = TinyHubert.file(folder, tensors);
        assertRefused(
                () -> TinyHubert.describe(place, TinyHubert.told("tiny")), "encoder.pos_conv.weight_g is missing");
    }

    @Test
    void beside_tensors_that_nobody_knows_it_is_unknown_whether_labels_were_seen() throws IOException {
        Map<String, TensorData> tensors = TinyHubert.huggingFace("tiny", "hubert.", false);
        assertThat(TinyHubert.describe(TinyHubert.file(folder, tensors), TinyHubert.told("tiny"))
                        .checkpoint()
                        .labelsKnown())
                .isTrue();

        tensors.put("emotion.weight", TensorData.of(new float[64], 2, 32));
        Path place = TinyHubert.file(folder, tensors);
        UpstreamCard card = TinyHubert.describe(place, TinyHubert.told("tiny"));
        assertThat(card.checkpoint().labelsKnown()).isFalse();
        assertThat(card.checkpoint().facts())
                .extractingByKey(CheckpointFacts.LABELS_UNKNOWN)
                .asString()
                .contains("not known", "emotion.weight");

        Path ours = folder.resolve("ours");
        provider.importCheckpoint(TinyHubert.at(place, TinyHubert.told("tiny")), ours);
        assertThat(TinyHubert.describe(ours).checkpoint().labelsKnown()).isFalse();
        Path theirs = folder.resolve("theirs");
        provider.exportCheckpoint(TinyHubert.at(ours), theirs, false);
        assertThat(TinyHubert.describe(theirs).checkpoint().facts())
                .containsEntry(
                        CheckpointFacts.LABELS_UNKNOWN,
                        Objects.requireNonNull(card.checkpoint().facts().get(CheckpointFacts.LABELS_UNKNOWN)));
        Path config = ours.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replaceFirst("\\{", "{\"labels\": {\"uses_labels\": true},"));
        UpstreamCard said = TinyHubert.describe(ours);
        assertThat(said.checkpoint().labelsKnown()).isTrue();
        assertThat(said.checkpoint().usesLabels()).isTrue();
    }

    @Test
    void weights_of_a_folder_of_another_model_are_no_hubert_when_the_file_itself_is_named() throws IOException {
        Path weights = folder.resolve("model.safetensors");
        Safetensors.write(weights, TinyHubert.huggingFace("tiny", "", false), Map.of());
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"wav2vec2\"}");
        assertRefused(
                () -> TinyHubert.describe(weights, TinyHubert.told("tiny")), "describes a model of type 'wav2vec2'");

        Path other = TinyHubert.file(folder, TinyHubert.huggingFace("tiny", "", false));
        assertThat(TinyHubert.describe(other, TinyHubert.told("tiny"))
                        .checkpoint()
                        .labelsKnown())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.json              | \"do_stable_layer_norm\": \"false\" | do_stable_layer_norm is \"false\"",
                "config.json              | \"do_stable_layer_norm\": null    | do_stable_layer_norm is null",
                "preprocessor_config.json | \"do_normalize\": null            | do_normalize is null",
                "preprocessor_config.json | \"do_normalize\": 0               | do_normalize is 0",
                "preprocessor_config.json | \"sampling_rate\": 8000           | sampling_rate is 8000",
            })
    void a_value_that_is_not_of_its_kind_is_refused_and_not_taken_for_one(String file, String entry, String message)
            throws IOException {
        Safetensors.write(folder.resolve("model.safetensors"), TinyHubert.huggingFace("tiny", "", false), Map.of());
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"model_type": "hubert", "conv_dim": [16, 16, 16, 16, 16, 16, 16], "hidden_size": 32,
                 "intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2}
                """);
        Path preprocessor = Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_normalize\": false}");
        assertThat(TinyHubert.describe(folder).checkpoint().usesLabels()).isFalse();

        Path changed = folder.resolve(file);
        String rest = changed.equals(preprocessor)
                ? "{"
                : Files.readString(changed).strip().replace("}", ", ");
        Files.writeString(changed, rest + entry + "}");
        assertRefused(() -> TinyHubert.describe(folder), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"HubertForCTC\"|true", "[\"HubertForCTC\"]|true", "\"HubertModel\"|false"})
    void the_class_of_a_task_marks_a_model_in_a_list_or_alone(String architectures, boolean seen) throws IOException {
        Safetensors.write(folder.resolve("model.safetensors"), TinyHubert.huggingFace("tiny", "", false), Map.of());
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"model_type": "hubert", "conv_dim": [16, 16, 16, 16, 16, 16, 16], "hidden_size": 32,
                 "intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "architectures": %s}
                """
                        .formatted(architectures));
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_normalize\": false}");
        assertThat(TinyHubert.describe(folder).checkpoint().usesLabels()).isEqualTo(seen);
    }

    @Test
    void what_is_neither_true_nor_false_in_a_configuration_of_fairseq_tells_nothing() {
        FairseqConfiguration configuration = FairseqConfiguration.in(Map.of(
                "cfg.model.encoder_attention_heads", 4L,
                "cfg.model.layer_norm_first", "True",
                "cfg.task.normalize", "True"));
        assertThat(configuration.normFirst()).isEmpty();
        assertThat(configuration.normalize()).isEmpty();
    }

    /** g v / |v| with the norm at each of K positions; v of shape (D, D / groups, K). */
    private static float[] product(float[] gains, float[] directions) {
        double[] squares = new double[gains.length];
        for (int i = 0; i < directions.length; i++) {
            squares[i % gains.length] += (double) directions[i] * directions[i];
        }
        float[] product = new float[directions.length];
        for (int i = 0; i < product.length; i++) {
            int k = i % gains.length;
            product[i] = (float) (gains[k] * directions[i] / Math.sqrt(squares[k]));
        }
        return product;
    }
}
