package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.device.Devices;

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
        two = run(TWO, "two", false, data());
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
                .contains("\"upstream\" : \"" + digest(two, "first"));
    }

    @Test
    void the_second_iteration_costs_what_the_first_did_and_its_own() {
        assertThat(value(two, "first", "prepare_seconds")).isPositive();
        assertThat(value(two, "second", "prepare_seconds")).isPositive();
        double own = value(two, "second", "seconds") + value(two, "second", "prepare_seconds");
        double before = value(two, "first", "seconds") + value(two, "first", "prepare_seconds");
        assertThat(value(two, "first", "total_seconds")).isEqualTo(before);
        assertThat(value(two, "second", "total_seconds")).isEqualTo(own + before);
    }

    @Test
    void a_run_that_lost_its_second_iteration_makes_it_again_alike() throws IOException {
        Outcome first = run(TWO.replace("  second:", "  other:"), "parts", false, data());
        Outcome both = run(TWO, "parts", true, data());

        assertThat(digest(both, "first")).isEqualTo(digest(first, "first")).isEqualTo(digest(two, "first"));
        assertThat(digest(both, "second")).isEqualTo(digest(two, "second"));
        assertThat(both.rows())
                .filteredOn(r -> r.upstream().equals("first") && r.metric().id().equals("seconds"))
                .hasSize(1);
    }

    @Test
    void a_second_iteration_from_a_saved_model_is_the_one_within_the_experiment() {
        String model = two.folder().resolve("pretrain/first/model").toString().replace('\\', '/');
        String alone = HEAD + "  second: { " + SMALL + " targets: { kind: kmeans_layer, checkpoint: '" + model
                + "', layer: 2, clusters: 6 } }\n";
        assertThat(digest(run(alone, "alone", false, data()), "second")).isEqualTo(digest(two, "second"));
    }

    @Test
    void when_the_first_iteration_fails_the_second_says_so() {
        String tooMany = TWO.replace("clusters: 8", "clusters: 20000, max_frames: 20000");
        Outcome outcome = run(tooMany, "broken", false, data());
        assertThat(outcome.failed()).isEqualTo(2);
        assertThat(outcome.rows())
                .filteredOn(r -> r.upstream().equals("second"))
                .singleElement()
                .satisfies(r -> assertThat(r.detail()).contains("needs first, whose training failed"));
    }

    @Test
    void what_is_not_there_is_found_before_anything_is_computed() {
        assertThatThrownBy(() -> run(TWO.replace("layer: 2", "layer: 3"), "x", false, data()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fast_hubert has layers 0 to 2, not 3");
        String missing = HEAD + "  a: { " + SMALL + " targets: { kind: label_file, labels: a.km } }\n";
        assertThatThrownBy(() -> run(missing, "x", false, data()))
                .hasMessageContaining("pretrain.a.targets.labels: there is no file a.km");
        String folderless = HEAD + "  a: { " + SMALL + " targets: { kind: kmeans_layer, checkpoint: nowhere } }\n";
        assertThatThrownBy(() -> run(folderless, "x", false, data())).hasMessageContaining("No model at nowhere");
        assertThat(folder.resolve("x/config.yaml")).doesNotExist();
    }

    @Test
    void labels_of_a_file_are_predicted_and_held_against_phones() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("manifests"));
        Path corpus = data().root();
        Files.createSymbolicLink(data.resolve("audio"), corpus.resolve("audio"));
        Files.copy(corpus.resolve("manifests/pretrain.tsv"), data.resolve("manifests/pretrain.tsv"));
        StringBuilder manifest = new StringBuilder("/elsewhere\n");
        StringBuilder km = new StringBuilder();
        StringBuilder phones = new StringBuilder("path\tstart\tend\tphone\n");
        for (Utterance u : ManifestCorpus.read("c", data.resolve("manifests/pretrain.tsv"), data)
                .utterances()) {
            int labels = (int) (u.numSamples() / 320);
            manifest.append(u.id()).append('\t').append(u.numSamples()).append('\n');
            km.append("5 ".repeat(labels / 2))
                    .append("7 ".repeat(labels - labels / 2))
                    .append('\n');
            double middle = labels / 2 * 0.02;
            phones.append(u.id()).append("\t0\t").append(middle).append("\tA\n");
            phones.append(u.id()).append('\t').append(middle).append('\t');
            phones.append(labels * 0.02).append("\tB\n");
        }
        Files.writeString(data.resolve("a.tsv"), manifest);
        Files.writeString(data.resolve("a.km"), km);
        Files.writeString(data.resolve("phones.tsv"), phones);
        String text = HEAD + "  a: { " + SMALL
                + " targets: { kind: label_file, labels: a.km, manifest: a.tsv, rate: 50 },"
                + " phones: { file: phones.tsv, rate: 50 } }\n";

        Outcome outcome = run(text, "file", false, new DataFolder(data, false));

        assertThat(outcome.failed()).isZero();
        for (String metric : List.of("phone_purity", "cluster_purity", "pnmi")) {
            assertThat(outcome.rows())
                    .filteredOn(r -> r.metric().id().equals(metric))
                    .singleElement()
                    .satisfies(r -> assertThat(r.value()).isBetween(95.0, 100.0));
        }
    }

    private static double value(Outcome outcome, String label, String metric) {
        return outcome.rows().stream()
                .filter(r -> r.upstream().equals(label) && r.metric().id().equals(metric))
                .mapToDouble(r -> Objects.requireNonNull(r.value()))
                .findFirst()
                .orElseThrow();
    }

    private static String digest(Outcome outcome, String label) {
        return outcome.rows().stream()
                .filter(r -> r.upstream().equals(label) && r.metric().id().equals("seconds"))
                .findFirst()
                .orElseThrow()
                .subject().digest();
    }

    private static DataFolder data() {
        return DataFolder.resolve(null, true, Home.find(), Map.of());
    }

    private static Outcome run(String text, String name, boolean resume, DataFolder data) {
        ResolvedConfig config = new ConfigReader().parse("small.yaml", text, List.of());
        Path out = folder.resolve(name);
        RunOptions options = new RunOptions(
                out,
                resume,
                false,
                out.resolve("cache"),
                0,
                List.of(),
                List.of(),
                RunOptions.Scope.PRETRAIN,
                Devices.cpu(),
                true,
                List.of());
        return new ExperimentRunner(config, options, data, Home.find(), Services.load(), Progress.silent()).run();
    }
}
