package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.datasets.corpus.DataFolder;

/** Pre-trainings with several seeds in one experiment, on a few utterances, with networks of 32 units. */
class PretrainSeedsTest {
    private static final String SMALL =
            "provider: fast_hubert, size: test, steps: 2, batch_seconds: 4, crop_seconds: [1], log_every: 2,"
                    + " evaluate_every: 2, checkpoint_every: 2";
    private static final String CONFIG =
            """
            title: Seeds
            precision: fp32
            data: synthetic
            limit: 8
            seed: 1
            pretrain:
              fast: { SMALL, targets: { clusters: 4 }, seeds: 2 }
            finetune:
              phones: { from: fast, task: pr, manifests: [manifests/pr.tsv], steps: 2, batch_seconds: 8 }
            upstreams:
              fbank: { provider: fbank }
              drawn: { provider: fast_hubert, size: test }
              random: { pretrained: fast, init: random }
              fast: { pretrained: fast }
            tasks:
              sid: { task: sid, manifest: manifests/sid.tsv, steps: 4, learning_rates: [0.01], sweep: { seeds: 2 } }
            """
                    .replace("SMALL", SMALL);

    @TempDir
    static Path folder;

    private static Outcome whole = new Outcome(Path.of(""), List.of(), 0);

    @BeforeAll
    static void run_it_once() {
        whole = experiment(CONFIG, "whole").run();
    }

    @Test
    void every_model_is_scored_with_the_same_seeds_of_the_head() {
        assertThat(whole.failed()).isZero();
        assertThat(whole.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .extracting(ResultRow::upstream, PretrainSeedsTest::trained, row -> row.measure()
                        .seed())
                .containsExactly(
                        tuple("fbank", null, 1L),
                        tuple("fbank", null, 2L),
                        tuple("drawn", 1L, 1L),
                        tuple("drawn", 1L, 2L),
                        tuple("random", 1L, 1L),
                        tuple("random", 1L, 2L),
                        tuple("random", 2L, 1L),
                        tuple("random", 2L, 2L),
                        tuple("fast", 1L, 1L),
                        tuple("fast", 1L, 2L),
                        tuple("fast", 2L, 1L),
                        tuple("fast", 2L, 2L));
    }

    @Test
    void models_of_one_label_have_one_recipe_and_different_weights() {
        assertThat(recipes("fast")).singleElement().asString().matches("[0-9a-f]{16}");
        assertThat(recipes("phones"))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(recipes("fast").iterator().next());
        assertThat(List.of(recipes("fbank"), recipes("drawn"), recipes("random")))
                .containsOnly(Set.of(""));
        for (String label : List.of("fast", "random", "phones")) {
            assertThat(whole.rows().stream()
                            .filter(r -> r.upstream().equals(label))
                            .map(r -> r.subject().digest())
                            .distinct())
                    .as(label)
                    .hasSize(2);
        }
    }

    @Test
    void a_fine_tuning_begins_with_every_model_and_draws_with_the_seed_of_the_experiment() {
        assertThat(whole.rows())
                .filteredOn(r -> r.is(RowKind.FINETUNE) && r.split().equals("test"))
                .extracting(PretrainSeedsTest::trained, row -> row.measure().seed())
                .containsExactly(tuple(1L, 1L), tuple(2L, 1L));
        for (long seed : List.of(1L, 2L)) {
            assertThat(total("phones", seed)).isGreaterThan(total("fast", seed));
        }
    }

    @Test
    void files_of_the_first_seed_are_where_they_always_were_and_those_of_others_beside_them() {
        RunDirectory files = new RunDirectory(whole.folder());
        for (String file : List.of(
                "pretrain/fast/events.csv",
                "pretrain/fast@2/events.csv",
                "pretrain/fast@2/model/model.safetensors",
                "finetune/phones/events.csv",
                "finetune/phones@2/events.csv",
                "predictions/fast.sid.test.tsv",
                "predictions/fast.sid.test.seed2.tsv",
                "predictions/fast@2/fast.sid.test.tsv",
                "predictions/fast@2/fast.sid.test.seed2.tsv",
                "predictions/phones.pr.test.tsv",
                "predictions/phones@2/phones.pr.test.tsv")) {
            assertThat(whole.folder().resolve(file)).isNotEmptyFile();
        }
        assertThat(new LayerWeights(files.layers())
                        .read().stream()
                                .filter(w -> w.upstream().equals("fast"))
                                .map(LayerWeight::pretrainSeed)
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void a_plan_names_every_model() {
        RunPlan plan = experiment(CONFIG, "planned").plan();
        assertThat(plan.trainings())
                .extracting(RunPlan.Training::label)
                .containsExactly("fast", "fast@2", "phones", "phones@2");
        assertThat(plan.cells())
                .extracting(RunPlan.PlannedCell::upstream)
                .containsExactly("fbank", "drawn", "random", "random@2", "fast", "fast@2");
        assertThat(experiment(CONFIG, "whole").resumed().plan().cells()).allMatch(RunPlan.PlannedCell::finished);
    }

    @Test
    void a_seed_that_is_added_to_a_run_of_an_earlier_version_leaves_what_is_there() throws IOException {
        String one = CONFIG.replace("seeds: 2 }\nfinetune", "seeds: 1 }\nfinetune");
        Outcome before = experiment(one, "more").upstreams("fast").run();
        RunDirectory files = new RunDirectory(before.folder());
        cut(files.results(), ",pretrain_seed,recipe,root_seed");
        cut(files.layers(), ",pretrain_seed");
        List<String> lines = Files.readAllLines(files.results());

        TestExperiment more = experiment(CONFIG, "more").upstreams("fast").resumed();
        assertThat(more.plan().trainings())
                .extracting(RunPlan.Training::label, training -> training.done().finished())
                .contains(tuple("fast", true), tuple("fast@2", false));
        Outcome after = more.run();

        assertThat(after.failed()).isZero();
        assertThat(Files.readAllLines(files.results()))
                .containsAll(lines.stream().skip(1).map(line -> line + ",,,").toList());
        assertThat(after.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .extracting(PretrainSeedsTest::trained, row -> row.measure().seed())
                .containsExactly(tuple(null, 1L), tuple(null, 2L), tuple(2L, 1L), tuple(2L, 2L));
        assertThat(digest(after, 2)).isEqualTo(digest(whole, 2));
        assertThat(experiment(CONFIG, "more").upstreams("fast").resumed().run().rows())
                .isEqualTo(after.rows());

        String three = CONFIG.replace("seeds: 2 }\nfinetune", "seeds: 3 }\nfinetune");
        Outcome third = experiment(three, "more").upstreams("fast").resumed().run();
        assertThat(third.rows()).startsWith(after.rows().toArray(ResultRow[]::new));
        assertThat(third.rows())
                .filteredOn(r -> r.is(RowKind.SCORE) && !after.rows().contains(r))
                .extracting(PretrainSeedsTest::trained)
                .containsExactly(3L, 3L);
    }

    @Test
    void a_seed_that_fails_leaves_the_others_and_is_made_good_by_resuming() throws IOException {
        Path other = whole.folder().resolve("pretrain/fast");
        Path blocked = Files.createDirectories(folder.resolve("blocked/pretrain/fast@2"));
        TestExperiment.copy(other.resolve("checkpoints"), blocked.resolve("checkpoints"));
        Outcome outcome =
                experiment(CONFIG, "blocked").upstreams("random", "fast").run();

        assertThat(outcome.rows())
                .filteredOn(ResultRow::failed)
                .extracting(ResultRow::upstream, PretrainSeedsTest::trained)
                .containsExactly(tuple("fast", 2L), tuple("random", 2L), tuple("fast", 2L));
        assertThat(outcome.rows())
                .filteredOn(r -> r.failed() && r.is(RowKind.SCORE))
                .allSatisfy(r -> assertThat(r.detail()).contains("needs fast@2, whose training failed"));
        assertThat(scores(outcome)).hasSize(4);

        Files.move(blocked, folder.resolve("aside"));
        Outcome mended = experiment(CONFIG, "blocked")
                .upstreams("random", "fast")
                .resumed()
                .run();
        assertThat(mended.rows()).noneMatch(ResultRow::failed);
        assertThat(scores(whole)).containsAll(scores(mended));
        assertThat(scores(mended)).hasSize(8);
    }

    @Test
    void a_further_seed_gives_bit_for_bit_the_weights_of_an_experiment_with_that_seed() throws IOException {
        String text =
                """
                precision: fp32
                seed: 1
                pretrain:
                  first: { SMALL, targets: { clusters: 4 }, seeds: 2 }
                  second: { SMALL, seeds: 2, targets: { kind: kmeans_layer, from: first, layer: 1, clusters: 4 } }
                """
                        .replace("SMALL", SMALL);
        String alone = text.replace("seed: 1", "seed: 2").replaceFirst("seeds: 2", "seeds: 1");
        DataFolder data = few(folder.resolve("data"));
        Outcome both = experiment(text, "both").on(data).run();
        Outcome one = experiment(alone, "one").on(data).run();

        assertThat(both.failed() + one.failed()).isZero();
        for (String model : List.of("first", "second")) {
            for (String state : List.of("initial", "model")) {
                String weights = "/" + state + "/model.safetensors";
                byte[] wanted = Files.readAllBytes(one.folder().resolve("pretrain/" + model + weights));
                assertThat(both.folder().resolve("pretrain/" + model + "@2" + weights))
                        .hasBinaryContent(wanted);
                assertThat(Files.readAllBytes(both.folder().resolve("pretrain/" + model + weights)))
                        .isNotEqualTo(wanted);
            }
            assertThat(recipes(both, model)).isEqualTo(recipes(one, model));
        }
        // Of one teacher there are two students, and of two teachers one each.
        assertThat(roots(both)).containsExactlyInAnyOrder(tuple(1L, 1L), tuple(2L, 2L));
        assertThat(roots(one)).containsExactlyInAnyOrder(tuple(2L, 2L), tuple(3L, 2L));
    }

    private static Set<Tuple> roots(Outcome outcome) {
        return outcome.rows().stream()
                .filter(row -> row.upstream().equals("second"))
                .map(row -> row.subject().training())
                .map(training -> tuple(training.seed(), training.root()))
                .collect(Collectors.toSet());
    }

    /** The bundled corpus with a few utterances of each split, which no seed selects. */
    private static DataFolder few(Path root) throws IOException {
        Path corpus = TestExperiment.bundled().root();
        Path manifests = Files.createDirectories(root.resolve("manifests"));
        Files.createSymbolicLink(root.resolve("audio"), corpus.resolve("audio"));
        List<String> lines = Files.readAllLines(corpus.resolve("manifests/pretrain.tsv"));
        StringBuilder kept = new StringBuilder(lines.get(0)).append('\n');
        for (String split : List.of("train", "dev")) {
            lines.stream()
                    .filter(line -> line.contains("\t" + split + "\t"))
                    .limit(8)
                    .forEach(line -> kept.append(line).append('\n'));
        }
        Files.writeString(manifests.resolve("pretrain.tsv"), kept);
        return new DataFolder(root, false);
    }

    /** A table as an earlier version wrote it. */
    private static void cut(Path table, String columns) throws IOException {
        List<String> lines = Files.readAllLines(table);
        assertThat(lines.get(0)).endsWith(columns);
        String last = "(,[^,]*){" + columns.chars().filter(c -> c == ',').count() + "}$";
        Files.write(
                table, lines.stream().map(line -> line.replaceFirst(last, "")).toList());
    }

    private static @Nullable Long trained(ResultRow row) {
        return row.subject().training().seed();
    }

    private static Set<String> recipes(String label) {
        return recipes(whole, label);
    }

    private static Set<String> recipes(Outcome outcome, String label) {
        return outcome.rows().stream()
                .filter(r -> r.upstream().equals(label))
                .map(r -> r.subject().training().recipe())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double total(String label, long seed) {
        SeededLabel model = new SeededLabel(label, seed, 1);
        return Objects.requireNonNull(
                TestExperiment.row(of(whole, model), label, "total_seconds").value());
    }

    private static String digest(Outcome outcome, long seed) {
        SeededLabel model = new SeededLabel("fast", seed, 1);
        return TestExperiment.row(of(outcome, model), "fast", "seconds")
                .subject()
                .digest();
    }

    private static List<ResultRow> of(Outcome outcome, SeededLabel model) {
        return outcome.rows().stream().filter(model::isOf).toList();
    }

    private static List<String> scores(Outcome outcome) {
        return outcome.rows().stream()
                .filter(r -> r.is(RowKind.SCORE) && r.ok())
                .map(r -> r.upstream() + " " + trained(r) + " " + r.measure().seed() + " " + r.value())
                .toList();
    }

    private static TestExperiment experiment(String text, String name) {
        return TestExperiment.of(text, folder.resolve(name));
    }
}
