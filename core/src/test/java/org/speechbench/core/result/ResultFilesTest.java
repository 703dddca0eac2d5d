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
    void layer_weights_tell_the_pre_training_seed_and_a_file_of_before_that_gets_the_column_with_the_next_weight()
            throws IOException {
        Path file = folder.resolve("layers.csv");
        LayerWeight seeded = new LayerWeight("h", "pr", "all", 0, 0.5, 8L);
        new LayerWeights(file).append(List.of(seeded));
        assertThat(new LayerWeights(file).read()).containsExactly(seeded);

        Files.writeString(file, "upstream,task,fold,layer,weight\nh,pr,all,0,0.25\n");
        LayerWeight older = new LayerWeight("h", "pr", "all", 0, 0.25);
        assertThat(new LayerWeights(file).read()).containsExactly(older);
        new LayerWeights(file).append(List.of(seeded));
        assertThat(new LayerWeights(file).read()).containsExactly(older, seeded);
        assertThat(new LayerWeights(file).warnings()).isEmpty();
        assertThat(Files.readString(file))
                .isEqualTo("upstream,task,fold,layer,weight,pretrain_seed\nh,pr,all,0,0.25,\nh,pr,all,0,0.5,8\n");
    }

    @Test
    void every_model_and_every_head_has_its_own_predictions() {
        RunDirectory run = new RunDirectory(folder);
        SeededLabel first = new SeededLabel("h", 7, 7);
        SeededLabel second = new SeededLabel("h", 8, 7);
        assertThat(run.predictions(first, "pr", "test", 7)).isEqualTo(run.predictions("h", "pr", "test"));
        assertThat(run.predictions(first, "pr", "test", 8)).isEqualTo(run.predictions("h", "pr", "test", 8));
        assertThat(run.predictions(second, "pr", "test", 7)).isEqualTo(folder.resolve("predictions/h@8/h.pr.test.tsv"));
        assertThat(run.predictions(second, "pr", "test", 8))
                .isEqualTo(folder.resolve("predictions/h@8/h.pr.test.seed8.tsv"));
        assertThat(run.pretrain(second.name())).isEqualTo(folder.resolve("pretrain/h@8"));
        assertThat(RunDirectory.fileName("a@b")).isNotEqualTo("a@b");
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
