package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Home;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import picocli.CommandLine;

class JsonOutputTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list upstreams",
                "list tasks",
                "list corpora",
                "list layouts",
                "list heads",
                "list targets",
                "list objectives",
                "list published",
                "describe fast_hubert",
                "describe asr",
                "describe bilstm_ctc",
                "data ls",
                "doctor",
                "prepare er --data SYNTHETIC",
                "run DEMO --dry-run --limit 3 --out FOLDER/out",
                "score --metric wer --worst 1 FOLDER/p.tsv",
                "significance FOLDER/run",
                "cache ls FOLDER",
                "checkpoint inspect FOLDER/m.safetensors"
            })
    void json_is_one_document_and_nothing_else(String line) throws IOException {
        prepare();
        String[] arguments = Arrays.stream((line + " --json").split(" "))
                .map(word -> word.replace("FOLDER", folder.toString())
                        .replace("SYNTHETIC", Home.find().syntheticCorpus().toString())
                        .replace("DEMO", Home.find().experiment("demo.yaml").toString()))
                .toArray(String[]::new);

        shell.run(arguments);

        JsonNode document = shell.json();
        assertThat(document.isContainerNode()).as(shell.err()).isTrue();
    }

    @Test
    void every_command_with_json_is_held_against_it() {
        List<String> tested =
                List.of("list", "describe", "ls", "doctor", "prepare", "run", "score", "significance", "inspect");
        // Theirs are tested beside them.
        List<String> elsewhere = List.of("compare", "history", "show", "add", "watch", "report", "renew");
        assertThat(withJson(Main.commandLine(shell.console())))
                .filteredOn(name -> !elsewhere.contains(name))
                .hasSameElementsAs(tested);
    }

    private static Stream<String> withJson(CommandLine command) {
        Stream<String> own = command.getCommandSpec().findOption("--json") == null
                ? Stream.of()
                : Stream.of(command.getCommandName());
        return Stream.concat(own, command.getSubcommands().values().stream().flatMap(JsonOutputTest::withJson));
    }

    @Test
    void keys_of_targets_are_an_array_of_names_and_defaults() throws IOException {
        shell.prints("list", "targets", "--json");
        for (JsonNode kind : shell.json()) {
            assertThat(kind.get("keys").isArray()).isTrue();
            if (kind.get("name").asText().equals("kmeans_layer")) {
                assertThat(kind.get("keys").findValuesAsText("name")).contains("layer");
            }
            assertThat(kind.get("keys")).allMatch(key -> key.has("name") && key.has("default"));
        }
        assertThat(shell.prints("list", "targets")).containsPattern("kmeans_mfcc +classes +\\[clusters: [0-9]+, ");
    }

    @Test
    void a_dry_run_says_in_json_what_would_be_done() throws IOException {
        Path demo = Home.find().experiment("demo.yaml");
        shell.prints("run", demo, "--dry-run", "--json", "--limit", "3", "--out", folder.resolve("out"));

        JsonNode plan = shell.json();
        assertThat(plan.get("cells")).hasSize(16);
        assertThat(plan.get("trainings").findValuesAsText("label")).containsExactly("hubert", "fast_hubert");
        assertThat(plan.get("trainings").get(1).get("audio_hours").asDouble()).isEqualTo(600 * 8 / 3600.0);
        assertThat(plan.get("disks").get(1).get("needed_bytes").asLong()).isPositive();
        // Six rounds of the ceiling, four rows of the ladder, and steps, encodes and parts of two upstreams.
        assertThat(plan.get("speed").asInt()).isEqualTo(6 * (1 + 4 + 3 * 2));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void json_of_a_run_that_is_not_dry_is_refused() {
        assertThat(shell.refuses("run", Home.find().experiment("demo.yaml"), "--json"))
                .contains("--json is for --dry-run");
    }

    private void prepare() throws IOException {
        Files.createDirectories(folder.resolve("cache").resolve("features"));
        new PredictionFile(folder.resolve("p.tsv"))
                .write(List.of(new PredictionLine("a", "s", "x y", "x"), new PredictionLine("b", "t", "x", "x")));
        Safetensors.write(folder.resolve("m.safetensors"), Map.of("w", TensorData.of(new float[] {1, 2}, 2)), Map.of());
        new ScoredRun(folder.resolve("run"), 1).words("a", "words", s -> 1).words("b", "words", s -> 2);
    }
}
