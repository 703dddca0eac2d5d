package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    @TempDir
    Path folder;

    @Test
    void predictions_come_back_whatever_characters_they_hold() {
        PredictionFile file = new PredictionFile(new RunDirectory(folder).predictions("hubert", "pr", "test"));
        List<PredictionLine> lines = List.of(
                new PredictionLine("a/b.flac", "LS-1", "Y EH1 S", "Y EH1"),
                new PredictionLine("c.flac", "", "tab\tand\nbreak\r", "C:\\temp \\n \"quoted\""),
                new PredictionLine("d.flac", "S", "größer", ""));
        file.write(lines);
        assertThat(file.read()).containsExactlyElementsOf(lines);
        file.write(lines.subList(0, 1));
        assertThat(file.read()).containsExactlyElementsOf(lines.subList(0, 1));
    }

    @Test
    void a_prediction_file_that_is_missing_or_malformed_is_an_error() throws IOException {
        Path path = folder.resolve("p.tsv");
        PredictionFile file = new PredictionFile(path);
        assertRefused(file::read, "no such file");
        Files.writeString(path, "");
        assertRefused(file::read, "p.tsv:1");
        file.write(List.of(new PredictionLine("a", "b", "c", "d")));
        Files.writeString(path, Files.readString(path) + "a\tb\tc\n");
        assertRefused(file::read, "p.tsv:3: a line has 4");
    }

    @Test
    void layer_weights_come_back_in_order() {
        LayerWeights weights = new LayerWeights(folder.resolve("layers.csv"));
        assertThat(weights.read()).isEmpty();
        List<LayerWeight> first =
                List.of(new LayerWeight("fbank", "er", "fold1", 0, 1), new LayerWeight("h", "er", "", 1, 0.125));
        weights.append(first);
        weights.append(List.of(new LayerWeight("h", "pr", "", 12, 1e-9)));
        assertThat(weights.read()).startsWith(first.get(0), first.get(1)).hasSize(3);
        assertThatThrownBy(() -> weights.append(List.of(new LayerWeight("h", "pr", "", 1, Double.NaN))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labels_become_safe_file_names_that_do_not_collide() {
        RunDirectory run = new RunDirectory(folder);
        assertThat(run.events("small-1_a")).isEqualTo(folder.resolve("pretrain/small-1_a/events.csv"));
        assertThat(run.predictions("a", "b", "test-other")).isEqualTo(folder.resolve("predictions/a.b.test-other.tsv"));
        for (String label : List.of("../../etc", "a/b", "", ".", "..", "-x", "x".repeat(300), "Größe", "a b", "a.b")) {
            assertThat(RunDirectory.fileName(label)).as(label).matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}|-[0-9a-f]{8}");
            assertThat(run.pretrain(label).normalize().getParent()).as(label).isEqualTo(run.pretrain());
        }
        assertThat(RunDirectory.fileName("a/b")).isNotEqualTo(RunDirectory.fileName("a:b"));
        assertThat(run.predictions("a.b", "c", "t")).isNotEqualTo(run.predictions("a", "b.c", "t"));
    }

    @Test
    void creating_a_run_directory_makes_its_folder() throws IOException {
        RunDirectory run = new RunDirectory(folder.resolve("x/y")).create();
        assertThat(run.root()).isDirectory();
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(() -> new RunDirectory(file).create());
    }
}
