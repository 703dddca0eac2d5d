package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Home;

/** Files that should hold a JSON object and hold something else: one line that names them. */
class OtherJsonTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    static List<String> texts() {
        return List.of(
                "",
                "[]",
                "null",
                "3",
                "\"x\"",
                "true",
                "{",
                "{\"a\": [}",
                "{}",
                "{\"schema\": null}",
                "{\"schema\": 1, \"of\": null, \"utterances\": [null]}",
                "[".repeat(1000),
                "{\"a\":".repeat(900) + "1" + "}".repeat(900),
                "{\"a\":".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void configurations_of_models_are_refused(String text) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), text);
        Files.write(model.resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        for (String upstream : List.of("hubert", "fast_hubert")) {
            refused("model", "encode", upstream, "--checkpoint", model.toString(), "--in", audio(), "--out", out());
        }
        refused(
                "model",
                "checkpoint",
                "import",
                model.toString(),
                "--to",
                folder.resolve("new").toString());
        refused(
                "model",
                "checkpoint",
                "export",
                model.toString(),
                "--to",
                folder.resolve("new").toString());
        Path experiment = Files.writeString(
                folder.resolve("x.yaml"),
                "data: synthetic\npretrain: { a: { provider: hubert, size: tiny, manifest: manifests/pretrain.tsv,"
                        + " targets: { kind: kmeans_layer, checkpoint: " + model + " } } }\n");
        refused("model", "run", experiment.toString(), "--dry-run", "--limit", "2", "--out", out());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void an_index_of_states_is_refused(String text) throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/index.json"), text);
        refused("index.json", "encode", "fbank", "--in", audio(), "--out", out());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_provenance_is_told_and_costs_no_report(String text) throws IOException {
        ScoredRun run = new ScoredRun(folder.resolve("run"), 1).words("hubert", "asr", s -> 1);
        Files.writeString(run.folder().resolve("provenance.json"), text);
        shell.run("report", run.folder().toString());
        assertThat(shell.err()).doesNotContain("NullPointer", "Exception", "failed: ");
        shell.run("compare", run.folder().toString(), run.folder().toString());
        assertThat(shell.err()).doesNotContain("NullPointer", "Exception", "failed: ");
        shell.run(
                "history",
                "add",
                run.folder().toString(),
                "--history",
                folder.resolve("h").toString());
        assertThat(shell.err()).doesNotContain("NullPointer", "Exception", "failed: ");
    }

    @Test
    void a_configuration_that_is_a_list_is_called_one() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "[]");
        Files.write(model.resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        shell.run("encode", "hubert", "--checkpoint", model.toString(), "--in", audio(), "--out", out());
        assertThat(shell.err()).contains("config.json", "it holds no JSON object");
    }

    private void refused(String names, Object... command) {
        assertThat(shell.refuses(command)).contains(names).doesNotContain("NullPointer", "failed: ", "\tat ");
        assertThat(shell.err().lines().filter(line -> line.startsWith("speechbench: ")))
                .hasSize(1);
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private static String audio() throws IOException {
        try (var files = Files.walk(Home.find().syntheticCorpus().resolve("audio"))) {
            return files.filter(file -> file.toString().endsWith(".flac"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }
}
