package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.ResultRow;

/** Pre-training on every kind of targets, on a few utterances of the bundled corpus, with networks of 32 units. */
class TargetKindsTest {
    private static final String HEAD =
            """
            precision: fp32
            limit: 8
            pretrain:
            """;
    private static final String SMALL =
            "provider: fast_hubert, size: test, steps: 4, batch_seconds: 4, crop_seconds: [1], checkpoint_every: 2,";
    private static final String TWO =
            HEAD + "  second: { " + SMALL + " targets: { kind: kmeans_layer, from: first, layer: 2, clusters: 6 } }\n"
                    + "  first: { " + SMALL + " targets: { clusters: 8 } }\n";

    @TempDir
    static Path folder;

    private static Outcome two = new Outcome(Path.of(""), List.of(), 0);

    @BeforeAll
    static void iterate_twice() {
        two = experiment(TWO, "two").run();
    }

    @Test
    void the_second_iteration_comes_after_the_first_whatever_their_order_in_the_file() throws IOException {
        assertThat(two.failed()).isZero();
        assertThat(two.rows())
                .filteredOn(r -> r.metric().id().equals("seconds"))
                .extracting(ResultRow::upstream)
                .containsExactly("first", "second");
        assertThat(Files.readString(two.folder().resolve("pretrain/second/model/config.json")))
                .contains("\"labels\" : \"layer-2\"")
                .contains("\"upstream\" : \"" + TestExperiment.digest(two, "first"));
    }

    @Test
    void the_second_iteration_costs_what_the_first_did_and_its_own() {
        assertThat(TestExperiment.value(two, "first", "prepare_seconds")).isPositive();
        assertThat(TestExperiment.value(two, "second", "prepare_seconds")).isPositive();
        double own =
                TestExperiment.value(two, "second", "seconds") + TestExperiment.value(two, "second", "prepare_seconds");
        double before =
                TestExperiment.value(two, "first", "seconds") + TestExperiment.value(two, "first", "prepare_seconds");
        assertThat(TestExperiment.value(two, "first", "total_seconds")).isEqualTo(before);
        assertThat(TestExperiment.value(two, "second", "total_seconds")).isEqualTo(own + before);
    }

    @Test
    void a_run_that_lost_its_second_iteration_makes_it_again_alike() throws IOException {
        Outcome first =
                experiment(TWO.replace("  second:", "  other:"), "parts").run();
        Outcome both = experiment(TWO, "parts").resumed().run();

        assertThat(TestExperiment.digest(both, "first"))
                .isEqualTo(TestExperiment.digest(first, "first"))
                .isEqualTo(TestExperiment.digest(two, "first"));
        assertThat(TestExperiment.digest(both, "second")).isEqualTo(TestExperiment.digest(two, "second"));
        assertThat(both.rows())
                .filteredOn(r -> r.upstream().equals("first") && r.metric().id().equals("seconds"))
                .hasSize(1);
    }

    @Test
    void a_second_iteration_from_a_saved_model_is_the_one_within_the_experiment() {
        String model = two.folder().resolve("pretrain/first/model").toString().replace('\\', '/');
        String alone = HEAD + "  second: { " + SMALL + " targets: { kind: kmeans_layer, checkpoint: '" + model
                + "', layer: 2, clusters: 6 } }\n";
        assertThat(TestExperiment.digest(experiment(alone, "alone").run(), "second"))
                .isEqualTo(TestExperiment.digest(two, "second"));
    }

    @Test
    void when_the_first_iteration_fails_the_second_says_so() {
        String tooMany = TWO.replace("clusters: 8", "clusters: 20000, max_frames: 20000");
        Outcome outcome = experiment(tooMany, "broken").run();
        assertThat(outcome.failed()).isEqualTo(2);
        assertThat(outcome.rows())
                .filteredOn(r -> r.upstream().equals("second"))
                .singleElement()
                .satisfies(r -> assertThat(r.detail()).contains("needs first, whose training failed"));
    }

    @Test
    void what_is_not_there_is_found_before_anything_is_computed() {
        assertRefused(
                () -> experiment(TWO.replace("layer: 2", "layer: 3"), "x").run(),
                "fast_hubert has layers 0 to 2, not 3");
        String missing = HEAD + "  a: { " + SMALL + " targets: { kind: label_file, labels: a.km } }\n";
        assertThatThrownBy(() -> experiment(missing, "x").run())
                .hasMessageContaining("pretrain.a.targets.labels: there is no file a.km");
        String folderless = HEAD + "  a: { " + SMALL + " targets: { kind: kmeans_layer, checkpoint: nowhere } }\n";
        assertThatThrownBy(() -> experiment(folderless, "x").run()).hasMessageContaining("No model at nowhere");
        assertThat(folder.resolve("x/config.yaml")).doesNotExist();
    }

    @Test
    void labels_of_a_file_are_predicted_and_held_against_phones() throws IOException {
        String text = HEAD + "  a: { " + SMALL
                + " targets: { kind: label_file, labels: a.km, manifest: a.tsv, rate: 50 },"
                + " phones: { file: phones.tsv, rate: 50 } }\n";

        Outcome outcome = experiment(text, "file")
                .on(TestExperiment.labelled(folder.resolve("data")))
                .run();

        assertThat(outcome.failed()).isZero();
        for (String metric : List.of("phone_purity", "cluster_purity", "pnmi")) {
            assertThat(outcome.rows())
                    .filteredOn(r -> r.metric().id().equals(metric))
                    .singleElement()
                    .satisfies(r -> assertThat(r.value()).isBetween(95.0, 100.0));
        }
    }

    private static TestExperiment experiment(String text, String name) {
        return TestExperiment.of(text, folder.resolve(name)).scope(RunOptions.Scope.PRETRAIN);
    }
}
