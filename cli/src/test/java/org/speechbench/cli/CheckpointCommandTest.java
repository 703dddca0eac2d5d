package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;

class CheckpointCommandTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A model folder as pre-training writes it, and its export. */
    @BeforeAll
    static void write_a_model() {
        UpstreamSpec options = UpstreamSpec.of("hubert", "test", 1, Precision.FP32);
        PretrainOptions training = new PretrainOptions(0, 0, 0, 0.1, 10, 0.1);
        try (EngineContext engine = EngineContext.cpu();
                Pretrainable model = new HubertProvider().pretrainable(engine, options, training, 8)) {
            CheckpointStore.write(shared.resolve("ours"), model.parameters(), model.config());
        }
        new HubertProvider().exportCheckpoint(options.from(shared.resolve("ours")), shared.resolve("theirs"), false);
    }

    @Test
    void inspect_lists_names_shapes_types_and_parameters() {
        assertThat(run("checkpoint", "inspect", shared.resolve("theirs").toString()))
                .isZero();
        assertThat(printed())
                .containsPattern("encoder\\.pos_conv_embed\\.conv\\.weight_v +F32 +\\[32, 2, 128\\]")
                .contains("format = pt")
                .contains("model.safetensors: safetensors, 51 tensors")
                .contains("hubert test, 2 layers of 32")
                .contains("heads: 4, by num_attention_heads of config.json")
                .contains("normalize: false, by speechbench_wave_normalization");
    }

    @Test
    void inspect_says_why_nothing_opens_a_file() throws IOException {
        assertThat(run("checkpoint", "inspect", lone().toString())).isZero();
        assertThat(printed()).contains("not opened as hubert", "does not tell its heads, norm_first, normalize");
    }

    @Test
    void what_a_file_does_not_tell_is_given_to_import_and_encode() throws IOException {
        String file = lone().toString();
        String to = folder.resolve("imported").toString();
        assertThat(run("checkpoint", "import", file, "--to", to)).isEqualTo(2);
        assertThat(failure()).contains("--heads N", "--norm-first", "--normalize");
        assertThat(run("checkpoint", "import", file, "--to", to, "--heads", "4"))
                .isEqualTo(2);
        assertThat(failure()).contains("norm_first and normalize are missing");
        String[] told = {"--heads", "4", "--norm-first", "false", "--normalize=false"};
        assertThat(run(with(told, "checkpoint", "import", file, "--to", to))).isZero();
        assertThat(printed()).contains("heads: 4, as given", "norm_first: false, as given");
        assertThat(folder.resolve("imported/config.json")).content().contains("\"heads\" : \"4, as given\"");

        String audio = Files.list(Home.find().syntheticCorpus().resolve("audio/SYN-16"))
                .sorted()
                .findFirst()
                .orElseThrow()
                .toString();
        String[] encode = {
            "encode", "hubert", "--in", audio, "--out", folder.resolve("states").toString(), "--checkpoint", file
        };
        assertThat(run(encode)).isEqualTo(2);
        assertThat(run(with(told, encode))).isZero();
        assertThat(failure()).contains("heads: 4, as given");
    }

    @Test
    void what_a_file_does_not_tell_stands_in_the_settings_of_an_experiment() throws IOException {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "upstreams.hubert.checkpoint=" + lone();
        assertThat(run("run", demo, "--dry-run", "--upstreams", "hubert", "--set", set))
                .isEqualTo(2);
        assertThat(failure()).contains("settings: { heads: N");
        String told = "upstreams.hubert.settings={heads: 4, norm_first: false, normalize: false}";
        assertThat(run("run", demo, "--dry-run", "--upstreams", "hubert", "--set", set, "--set", told))
                .isZero();
    }

    @Test
    void options_of_a_checkpoint_may_stand_without_a_value() throws IOException {
        String to = folder.resolve("imported").toString();
        assertThat(run(
                        "checkpoint",
                        "import",
                        lone().toString(),
                        "--norm-first",
                        "--normalize",
                        "--heads",
                        "4",
                        "--to",
                        to))
                .isZero();
        assertThat(printed()).contains("norm_first: true, as given", "normalize: true, as given");
    }

    /** Weights with nothing beside them. */
    private Path lone() throws IOException {
        Path file = folder.resolve("lone.safetensors");
        Files.copy(shared.resolve("ours/model.safetensors"), file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    private static String[] with(String[] more, String... arguments) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    private String failure() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void inspect_is_readable_by_a_program() throws IOException {
        Path weights = shared.resolve("ours").resolve("model.safetensors");
        assertThat(run("checkpoint", "inspect", weights.toString(), "--json")).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(out.toByteArray());
        assertThat(json.path("parameters").asLong()).isGreaterThan(30_000);
        assertThat(json.path("tensors").path("mask_embedding").path("shape")).hasSize(1);
    }

    @Test
    void inspect_does_not_say_no_labels_of_a_model_beside_which_unknown_tensors_lie() throws IOException {
        Path place = folder.resolve("wrapped");
        Files.createDirectory(place);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Safetensors.read(shared.resolve("theirs/model.safetensors"))
                .tensors()
                .forEach((name, tensor) -> tensors.put("hubert." + name, tensor));
        Files.copy(shared.resolve("theirs/config.json"), place.resolve("config.json"));
        Safetensors.write(place.resolve("model.safetensors"), tensors, Map.of());
        assertThat(usesLabels(place).isBoolean()).isTrue();

        tensors.put("emotion.weight", TensorData.of(new float[32], 1, 32));
        Safetensors.write(place.resolve("model.safetensors"), tensors, Map.of());
        assertThat(usesLabels(place).isNull()).isTrue();
    }

    private JsonNode usesLabels(Path place) throws IOException {
        out.reset();
        assertThat(run("checkpoint", "inspect", place.toString(), "--json")).isZero();
        return JsonMapper.builder()
                .build()
                .readTree(out.toByteArray())
                .path("model")
                .path("uses_labels");
    }

    @Test
    void a_file_that_is_no_checkpoint_is_one_line() throws IOException {
        Path file = Files.writeString(folder.resolve("x.bin"), "not a checkpoint at all");
        assertThat(run("checkpoint", "inspect", file.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void export_and_import_give_the_same_backbone() throws IOException {
        Path there = folder.resolve("there");
        Path back = folder.resolve("back");
        Path again = folder.resolve("again");
        assertThat(run("checkpoint", "export", shared.resolve("ours").toString(), "--to", there.toString()))
                .isZero();
        assertThat(run("checkpoint", "import", there.toString(), "--to", back.toString()))
                .isZero();
        assertThat(run("checkpoint", "export", back.toString(), "--to", again.toString()))
                .isZero();
        assertThat(printed()).contains("hubert test, 2 layers of 32");
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(there.resolve("model.safetensors"));
    }

    @Test
    void a_folder_that_is_there_is_not_overwritten() {
        Path ours = shared.resolve("ours");
        assertThat(run("checkpoint", "import", shared.resolve("theirs").toString(), "--to", ours.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is there already");
    }

    @Test
    void an_experiment_takes_a_checkpoint_that_is_set() {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "upstreams.hubert.checkpoint=" + shared.resolve("theirs");
        assertThat(run("run", demo, "--dry-run", "--upstreams", "hubert", "--set", set))
                .isZero();
        assertThat(printed()).contains("cell hubert x er").doesNotContain("pre-train hubert");
    }

    @Test
    void an_experiment_with_a_checkpoint_that_does_not_open_stops_at_once() {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "upstreams.hubert.checkpoint=" + folder.resolve("nowhere");
        assertThat(run("run", demo, "--dry-run", "--set", set)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        return Main.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }
}
