package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.corpus.DataFolder;

/** What a run has finished outlives everything that may happen to what it was made from. */
class ResumeTest {
    private static final String PRETRAINED =
            """
            title: Weights
            precision: fp32
            data: synthetic
            limit: 12
            seed: %d
            pretrain:
              fast: { provider: fast_hubert, size: test, steps: 2, batch_seconds: 4, crop_seconds: [1],
                      targets: { clusters: 4 }, log_every: 2, evaluate_every: 2, checkpoint_every: 2 }
            """;

    private static final String PROBED =
            """
            title: Probed
            precision: fp32
            data: synthetic
            limit: 12
            upstreams:
              again: { provider: fast_hubert, checkpoint: "%s" }
            tasks:
              sid: { task: sid, manifest: manifests/sid.tsv, steps: 5, learning_rates: [0.01] }
              er: { task: er, manifest: manifests/er.tsv, steps: 5, learning_rates: [0.01] }
            """;

    @TempDir
    static Path folder;

    private static Path first = Path.of("");
    private static Path second = Path.of("");

    @BeforeAll
    static void train() {
        first = experiment(PRETRAINED.formatted(1), "first").run().folder();
        second = experiment(PRETRAINED.formatted(2), "second").run().folder();
    }

    @Test
    void finished_scores_outlive_a_checkpoint_that_cannot_be_opened_or_is_another() throws IOException {
        Path model = copy(model(first), "model");
        String config = PROBED.formatted(model);
        ResultRow score =
                scores(experiment(config, "broken").tasks("sid").run()).get(0);
        String line = line(score, "broken");

        Files.write(model.resolve("model.safetensors"), new byte[] {1, 2, 3});
        assertRefused(() -> experiment(config, "broken").resumed().run(), "model.safetensors");
        assertThat(line(score, "broken")).isEqualTo(line);

        replace(second, model);
        Outcome another = experiment(config, "broken").resumed().run();
        assertThat(another.failed()).isEqualTo(1);
        assertThat(scores(another)).containsExactly(score);
        assertThat(another.rows()).filteredOn(r -> r.failed()).singleElement().satisfies(r -> {
            assertThat(r.task()).isEqualTo("er");
            assertThat(r.detail()).contains("other weights");
        });

        replace(first, model);
        Outcome mended = experiment(config, "broken").resumed().run();
        assertThat(scores(mended)).extracting(ResultRow::task).containsExactlyInAnyOrder("sid", "er");
        assertThat(mended.rows()).noneMatch(r -> r.failed());
        assertThat(line(score, "broken")).isEqualTo(line);
    }

    private static void replace(Path run, Path model) throws IOException {
        for (String name : List.of("model.safetensors", "config.json")) {
            Files.copy(model(run).resolve(name), model.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void a_run_with_nothing_left_to_do_opens_neither_checkpoint_nor_audio_nor_engine() throws IOException {
        Path model = copy(model(first), "moved");
        Path data = copy(Home.find().syntheticCorpus(), "data");
        String config = PROBED.formatted(model);
        Outcome done = experiment(config, "done")
                .tasks("sid")
                .on(new DataFolder(data, false))
                .run();
        RunDirectory files = new RunDirectory(done.folder());
        byte[] provenance = Files.readAllBytes(files.provenance());
        delete(model);
        delete(data.resolve("audio"));
        delete(done.folder().resolve("cache"));

        Outcome again = experiment(config, "done")
                .resumed()
                .tasks("sid")
                .on(new DataFolder(data, false))
                .run();
        assertThat(again.failed()).isZero();
        assertThat(again.rows()).isEqualTo(done.rows());
        // The engine's precision and speed would be measured and written.
        assertThat(files.provenance()).hasBinaryContent(provenance);
        assertThat(done.folder().resolve("cache")).doesNotExist();
    }

    /** What provenance says of kernels is read on every device, but written only where they are measured. */
    @Test
    void the_rest_of_a_run_is_encoded_with_the_kernels_of_its_beginning() throws IOException {
        String config = PROBED.formatted(model(first));
        Outcome begun = experiment(config, "kernels").tasks("sid").run();
        RunDirectory files = new RunDirectory(begun.folder());
        ProvenanceStore store = new ProvenanceStore(files.provenance());
        assertThat(Files.readString(files.provenance())).doesNotContain("kernels");
        assertThat(encodings(begun)).hasSize(1);

        Map<String, String> chosen = Map.of("cpu/positions/32x32/16_groups/fp32/encoded", "channels_first");
        Files.writeString(
                files.provenance(),
                Files.readString(files.provenance())
                        .replaceFirst(
                                "\\{",
                                "{ \"kernels\" : { \"cpu/positions/32x32/16_groups/fp32/encoded\" : \"channels_first\" },"));
        Outcome resumed = experiment(config, "kernels").resumed().run();
        assertThat(resumed.failed()).isZero();
        assertThat(store.read().environment().kernels()).isEqualTo(chosen);
        assertThat(encodings(resumed)).as("states of both kernels").hasSize(2);
    }

    /** Folders of the feature cache, one for each way to encode. */
    private static List<Path> encodings(Outcome run) throws IOException {
        try (Stream<Path> folders = Files.list(run.folder().resolve("cache/features"))) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    @Test
    void every_score_is_written_with_the_digest_of_its_corpus() {
        Outcome done = experiment(PROBED.formatted(model(first)), "digests")
                .tasks("sid")
                .run();
        assertThat(done.rows())
                .filteredOn(r ->
                        List.of(RowKind.SCORE, RowKind.SECONDARY, RowKind.DEV).contains(r.kind()))
                .isNotEmpty()
                .allMatch(r -> r.protocol().corpus().matches("[0-9a-f]{64}"));
    }

    private static Path model(Path run) {
        return run.resolve("pretrain/fast/model");
    }

    private static List<ResultRow> scores(Outcome outcome) {
        return outcome.rows().stream()
                .filter(r -> r.is(RowKind.SCORE) && r.ok())
                .toList();
    }

    private static String line(ResultRow score, String name) throws IOException {
        return Files.readAllLines(new RunDirectory(folder.resolve(name)).results()).stream()
                .filter(text ->
                        text.contains(",score," + score.upstream() + ",") && text.contains("," + score.task() + ","))
                .findFirst()
                .orElse("");
    }

    private static Path copy(Path from, String name) throws IOException {
        return TestExperiment.copy(from, folder.resolve(name));
    }

    private static void delete(Path root) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private static TestExperiment experiment(String text, String name) {
        return TestExperiment.of(text, folder.resolve(name));
    }
}
