package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

class DataFolderTest {
    @TempDir
    Path root;

    private Home home = new Home(Path.of(""));

    @BeforeEach
    void make_a_home() throws Exception {
        Files.createDirectories(root.resolve("corpora").resolve("synthetic"));
        Files.createDirectories(root.resolve("given"));
        Files.createDirectories(root.resolve("environment"));
        home = new Home(root);
    }

    @Test
    void the_option_comes_first() {
        DataFolder folder = DataFolder.resolve(root.resolve("given"), true, home, environment("environment"));

        assertThat(folder.root()).endsWith(Path.of("given"));
        assertThat(folder.bundled()).isFalse();
        assertThat(folder.corpusName("manifests/pr_an4.tsv")).isEqualTo("pr_an4");
    }

    @Test
    void an_experiment_on_the_bundled_corpus_ignores_the_environment() {
        DataFolder folder = DataFolder.resolve(null, true, home, environment("environment"));

        assertThat(folder.root()).endsWith(Path.of("corpora", "synthetic"));
        assertThat(folder.corpusName("manifests/pr.tsv")).isEqualTo("synthetic/pr");
    }

    @Test
    void the_environment_names_it_otherwise() {
        assertThat(DataFolder.resolve(null, false, home, environment("environment"))
                        .root())
                .endsWith(Path.of("environment"));
    }

    @Test
    void nothing_given_says_how_to_give_it() {
        assertThatThrownBy(() -> DataFolder.resolve(null, false, home, Map.of()))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.remedy()).contains("--data", "SPEECHBENCH_DATA"));
    }

    @Test
    void a_folder_that_is_not_there_is_named_with_its_source() {
        assertRefused(() -> DataFolder.resolve(null, false, home, environment("gone")), "gone", "SPEECHBENCH_DATA");
    }

    private Map<String, String> environment(String folder) {
        return Map.of("SPEECHBENCH_DATA", root.resolve(folder).toString());
    }
}
