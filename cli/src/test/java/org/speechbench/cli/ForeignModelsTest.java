package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;

/** Upstreams that exist only as what others have made: {@code torchscript} and {@code features}. */
class ForeignModelsTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void they_are_listed_and_described_without_what_only_a_checkpoint_tells() throws IOException {
        assertThat(shell.prints("list", "upstreams").lines())
                .anyMatch(line -> line.matches("torchscript +- +- +- +- +- +no +no +no +that of its checkpoint"))
                .anyMatch(line -> line.startsWith("features "));
        shell.run("list", "upstreams", "--json");
        for (JsonNode upstream : shell.json()) {
            boolean foreign = List.of("torchscript", "features", "onnx")
                    .contains(upstream.path("name").asText());
            assertThat(upstream.path("layers").isNull()).isEqualTo(foreign);
        }
        assertThat(shell.prints("describe", "features")).contains("upstream features", "frame_stride", "uses_labels");
    }

    @Test
    void that_a_file_is_a_program_is_said_once_and_before_it_is_loaded() throws IOException {
        Path file = program();
        Path audio = Home.find().syntheticCorpus().resolve("audio/SYN-01/SYN-01-001.flac");
        assertThat(shell.refuses(
                        "encode", "torchscript", "--checkpoint", file, "--in", audio, "--out", folder.resolve("out")))
                .satisfies(this::announced);
        Path experiment = Files.writeString(
                folder.resolve("e.yaml"),
                """
                data: synthetic
                upstreams:
                  mine: { provider: torchscript, checkpoint: "%s" }
                tasks:
                  sid: { task: sid, manifest: manifests/sid.tsv, steps: 1 }
                """
                        .formatted(file));
        for (String option : List.of("--dry-run", "--skip-bad")) {
            assertThat(shell.refuses("run", experiment, option, "--limit", 2, "--out", folder.resolve("run")))
                    .satisfies(this::announced);
        }
    }

    /** The module is not on the class path of these tests when Maven runs them. */
    @Test
    void an_upstream_whose_module_is_not_built_is_one_line_with_the_command_that_builds_it() throws IOException {
        assumeTrue(
                getClass().getClassLoader().getResource("org/speechbench/onnx/OnnxProvider.class") == null,
                "the module onnx is on the class path");
        String command = "SPEECHBENCH_WITH=onnx " + Home.find().root().resolve("speechbench") + " list upstreams";
        Path model = Files.writeString(folder.resolve("model.onnx"), "");
        for (Object[] words : List.of(
                new Object[] {"describe", "onnx"},
                new Object[] {
                    "probe",
                    "onnx=" + model,
                    "--tasks",
                    "sid",
                    "--data",
                    Home.find().syntheticCorpus()
                },
                new Object[] {"encode", "onnx", "--checkpoint", model, "--in", folder, "--out", folder.resolve("out")
                })) {
            assertThat(shell.refuses(words)).hasLineCount(1).contains("onnx", "is not built", command);
        }
        shell.run("list", "upstreams", "--json");
        assertThat(shell.json()).isNotEmpty();
        assertThat(shell.err()).contains("upstream onnx", command);
    }

    private void announced(String said) {
        assertThat(said).containsOnlyOnce("model.pt is a program").contains("cannot be loaded by PyTorch");
        assertThat(said.indexOf("is a program")).isLessThan(said.indexOf("cannot be loaded"));
    }

    @Test
    void without_a_checkpoint_there_is_nothing_to_encode_with() {
        assertThat(shell.refuses("encode", "torchscript", "--in", folder, "--out", folder.resolve("out")))
                .hasLineCount(1)
                .contains("torchscript has no random initialisation", "checkpoint");
    }

    /** Looks like TorchScript, and is none. */
    private Path program() throws IOException {
        Path file = folder.resolve("model.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("model/code/__torch__.py"));
            zip.write(0);
        }
        return file;
    }
}
