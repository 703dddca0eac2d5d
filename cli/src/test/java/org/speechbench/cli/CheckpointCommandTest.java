package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.wavlm.WavLmProvider;

class CheckpointCommandTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    /** A model folder as pre-training writes it, and its export. */
    @BeforeAll
    static void write_a_model() {
        TestModel.write(shared.resolve("ours"), shared.resolve("theirs"));
    }

    @Test
    void inspect_lists_names_shapes_types_and_parameters() {
        assertThat(shell.prints("checkpoint", "inspect", shared.resolve("theirs")))
                .containsPattern("encoder\\.pos_conv_embed\\.conv\\.weight_v +F32 +\\[32, 2, 128\\]")
                .contains("format = pt")
                .contains("model.safetensors: safetensors, 51 tensors")
                .contains("hubert test, 2 layers of 32")
                .contains("heads: 4, by num_attention_heads of config.json")
                .contains("normalize: false, by speechbench_wave_normalization");
    }

    @Test
    void inspect_says_why_nothing_opens_a_file() throws IOException {
        assertThat(shell.prints("checkpoint", "inspect", lone()))
                .contains("not opened as hubert", "does not tell its heads, norm_first, normalize");
    }

    /** Reasons that several upstreams have are told once, and those of other families not at all if it is of one. */
    @Test
    void a_checkpoint_that_nothing_opens_has_one_line_that_says_what_to_do() throws IOException {
        Path place = folder.resolve("edited");
        Files.createDirectory(place);
        for (String name : new String[] {"model.safetensors", "config.json", "preprocessor_config.json"}) {
            Files.copy(shared.resolve("theirs").resolve(name), place.resolve(name));
        }
        String config = Files.readString(place.resolve("config.json"));
        Files.writeString(
                place.resolve("config.json"), config.replace("\"conv_bias\" : false", "\"conv_bias\" : true"));
        assertThat(refusals(place)).singleElement(STRING).contains("hubert", "write \"conv_bias\": false there");
        assertThat(shell.refuses("checkpoint", "import", place, "--to", folder.resolve("ours")))
                .contains("No upstream opens it. ", "write \"conv_bias\": false there");

        Files.writeString(place.resolve("config.json"), config.replace("\"hubert\"", "\"wav2vec2-bert\""));
        assertThat(refusals(place).get(0))
                .contains("data2vec_audio, distil_hubert, hubert, light_hubert, unispeech_sat, wav2vec2, wavlm: ")
                .contains("a model of type 'wav2vec2-bert'. ", "docs/any-model.md");
        assertThat(shell.refuses("checkpoint", "import", place, "--to", folder.resolve("ours")))
                .contains("a model of type 'wav2vec2-bert'. ", "docs/any-model.md");
    }

    private List<String> refusals(Path place) {
        return shell.prints("checkpoint", "inspect", place)
                .lines()
                .filter(line -> line.startsWith("not opened as "))
                .toList();
    }

    @Test
    void a_torchscript_program_is_recognised_without_being_run() throws IOException {
        Path program = folder.resolve("model.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(program))) {
            for (String entry : List.of("model/data.pkl", "model/code/__torch__.py", "model/constants.pkl")) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
        assertThat(shell.refuses("checkpoint", "inspect", program))
                .hasLineCount(1)
                .contains("is a TorchScript program", "probe torchscript=" + program);
    }

    @Test
    void a_checkpoint_is_opened_by_the_upstream_of_its_family() {
        Path ours = folder.resolve("wavlm");
        UpstreamSpec options = UpstreamSpec.of("wavlm", "test", 1, Precision.FP32);
        PretrainOptions training = new PretrainOptions(0, 0, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        try (EngineContext engine = EngineContext.cpu();
                Pretrainable model = new WavLmProvider().pretrainable(engine, options, training, 8)) {
            CheckpointStore.write(ours, model.parameters(), model.config());
        }
        Path theirs = folder.resolve("theirs");
        shell.prints("checkpoint", "export", ours, "--to", theirs);
        assertThat(shell.prints("checkpoint", "inspect", theirs))
                .contains("wavlm test, 2 layers of 32", "kind: WavLM, by model_type", "bucket_distance: 800")
                .doesNotContain("opened as well");
        assertThat(shell.prints("checkpoint", "import", theirs, "--to", folder.resolve("back")))
                .contains("wavlm test");
    }

    @Test
    void a_file_that_several_families_may_have_written_is_said_to_be_one() throws IOException {
        String[] told = {"--norm-first=false", "--normalize=false", "--heads", "4"};
        Path bare = folder.resolve("bare.safetensors");
        Files.copy(shared.resolve("theirs/model.safetensors"), bare);
        Path ours = folder.resolve("bare");
        assertThat(shell.run(with(told, "checkpoint", "import", bare.toString(), "--to", ours.toString())))
                .isZero();
        assertThat(ours.resolve("config.json")).content().contains("\"provider\" : \"hubert\"", "kind_unknown");

        Path withHead = folder.resolve("with_head");
        assertThat(shell.run(with(told, "checkpoint", "import", lone().toString(), "--to", withHead.toString())))
                .isZero();
        assertThat(withHead.resolve("config.json")).content().contains("HuBERT, by its label_embeddings");
    }

    @Test
    void layers_are_described_by_the_numbers_of_other_toolkits() {
        assertThat(shell.prints("describe", "wav2vec2"))
                .contains("layer number torchaudio", "extract_features[n] is layer n + 1");
    }

    @Test
    void a_model_of_the_hub_that_is_not_in_the_cache_is_to_be_got_first() {
        String cure = "speechbench checkpoint get nobody/no-such-model";
        assertThat(shell.refuses("checkpoint", "inspect", "nobody/no-such-model"))
                .hasLineCount(1)
                .contains(cure);
        assertThat(shell.refuses(
                        "encode", "hubert", "--checkpoint", "nobody/no-such-model", "--in", folder, "--out", folder))
                .contains(cure);
    }

    @Test
    void what_a_file_does_not_tell_is_given_to_import_and_encode() throws IOException {
        String file = lone().toString();
        String to = folder.resolve("imported").toString();
        assertThat(shell.refuses("checkpoint", "import", file, "--to", to))
                .contains("--heads N", "--norm-first", "--normalize");
        assertThat(shell.refuses("checkpoint", "import", file, "--to", to, "--heads", "4"))
                .contains("norm_first and normalize are missing");
        String[] told = {"--heads", "4", "--norm-first", "false", "--normalize=false"};
        assertThat(shell.run(with(told, "checkpoint", "import", file, "--to", to)))
                .isZero();
        assertThat(shell.out()).contains("heads: 4, as given", "norm_first: false, as given");
        assertThat(folder.resolve("imported/config.json")).content().contains("\"heads\" : \"4, as given\"");

        String audio = Files.list(Home.find().syntheticCorpus().resolve("audio/SYN-16"))
                .sorted()
                .findFirst()
                .orElseThrow()
                .toString();
        String[] encode = {
            "encode", "hubert", "--in", audio, "--out", folder.resolve("states").toString(), "--checkpoint", file
        };
        assertThat(shell.run(encode)).isEqualTo(2);
        assertThat(shell.run(with(told, encode))).isZero();
        assertThat(shell.err()).contains("heads: 4, as given");
    }

    @Test
    void what_a_file_does_not_tell_stands_in_the_settings_of_an_experiment() throws IOException {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "upstreams.hubert.checkpoint=" + lone();
        assertThat(shell.refuses("run", demo, "--dry-run", "--upstreams", "hubert", "--set", set))
                .contains("settings: { heads: N");
        String told = "upstreams.hubert.settings={heads: 4, norm_first: false, normalize: false}";
        shell.prints("run", demo, "--dry-run", "--upstreams", "hubert", "--set", set, "--set", told);
    }

    @Test
    void options_of_a_checkpoint_may_stand_without_a_value() throws IOException {
        String to = folder.resolve("imported").toString();
        assertThat(shell.prints(
                        "checkpoint", "import", lone(), "--norm-first", "--normalize", "--heads", "4", "--to", to))
                .contains("norm_first: true, as given", "normalize: true, as given");
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

    @Test
    void inspect_is_readable_by_a_program() throws IOException {
        Path weights = shared.resolve("ours").resolve("model.safetensors");
        shell.prints("checkpoint", "inspect", weights, "--json");
        JsonNode json = shell.json();
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
        shell.prints("checkpoint", "inspect", place, "--json");
        return shell.json().path("model").path("uses_labels");
    }

    @Test
    void a_file_that_is_no_checkpoint_is_one_line() throws IOException {
        Path file = Files.writeString(folder.resolve("x.bin"), "not a checkpoint at all");
        assertThat(shell.refuses("checkpoint", "inspect", file)).hasLineCount(1);
    }

    @Test
    void export_and_import_give_the_same_backbone() throws IOException {
        Path there = folder.resolve("there");
        Path back = folder.resolve("back");
        Path again = folder.resolve("again");
        shell.prints("checkpoint", "export", shared.resolve("ours"), "--to", there);
        shell.prints("checkpoint", "import", there, "--to", back);
        assertThat(shell.prints("checkpoint", "export", back, "--to", again)).contains("hubert test, 2 layers of 32");
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(there.resolve("model.safetensors"));
    }

    @Test
    void a_folder_that_is_there_is_not_overwritten() {
        Path ours = shared.resolve("ours");
        assertThat(shell.refuses("checkpoint", "import", shared.resolve("theirs"), "--to", ours))
                .contains("is there already");
    }

    @Test
    void an_experiment_takes_a_checkpoint_that_is_set() {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "upstreams.hubert.checkpoint=" + shared.resolve("theirs");
        assertThat(shell.prints("run", demo, "--dry-run", "--upstreams", "hubert", "--set", set))
                .contains("cell hubert x er")
                .doesNotContain("pre-train hubert");
    }

    @Test
    void an_experiment_with_a_checkpoint_that_does_not_open_stops_at_once() {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "upstreams.hubert.checkpoint=" + folder.resolve("nowhere");
        assertThat(shell.refuses("run", demo, "--dry-run", "--set", set)).contains("nowhere");
    }
}
