package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.encode.EncodeJob;
import org.speechbench.bench.encode.StatesFormat;
import org.speechbench.core.Progress;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.feature.FbankProvider;
import org.speechbench.upstream.states.StatesIndex;

/** States that {@code encode} wrote, probed beside the upstream that they are of. */
class FeaturesRunTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void encode() {
        DataFolder data = TestExperiment.bundled();
        List<Utterance> utterances = ManifestCorpus.read("c", data.file("manifests/sid.tsv"), data.root())
                .utterances();
        try (EngineContext engine = EngineContext.cpu();
                Upstream fbank = new FbankProvider().open(engine, UpstreamSpec.of("fbank", "", 1, Precision.FP32))) {
            StatesIndex.Source source = new StatesIndex.Source(
                    new StatesIndex.Encoding("fbank", "", fbank.digest(), "fp32", engine.version(), "cpu", 0),
                    "npy",
                    List.of(0),
                    fbank.card().hiddenSize(),
                    fbank.card().frameRate());
            EncodeJob.Result result = new EncodeJob(
                            engine, fbank, source, StatesFormat.NPY, folder.resolve("states"), false, Progress.silent())
                    .run(utterances, () -> false);
            assertThat(result.failed()).isEmpty();
        }
    }

    @Test
    void scores_and_predictions_are_those_of_the_upstream_to_the_last_digit() throws IOException {
        Outcome outcome = experiment("out").run();

        assertThat(outcome.failed()).isZero();
        List<ResultRow> scores =
                outcome.rows().stream().filter(r -> r.is(RowKind.SCORE)).toList();
        assertThat(scores).hasSize(2);
        assertThat(scores.get(1).value()).isEqualTo(scores.get(0).value());
        assertThat(scores.get(1).subject().digest())
                .isNotEqualTo(scores.get(0).subject().digest());
        RunDirectory files = new RunDirectory(outcome.folder());
        String predicted = Files.readString(files.predictions("fbank", "sid", "test"));
        assertThat(predicted
                        .lines()
                        .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                        .distinct()
                        .count())
                .as("different predictions, so that something was learnt")
                .isGreaterThan(2);
        assertThat(Files.readString(files.predictions("files", "sid", "test"))).isEqualTo(predicted);
    }

    @Test
    void another_precision_than_that_of_the_run_is_in_rows_and_in_provenance() throws IOException {
        Outcome outcome = experiment("precision: bf16", "states", "out3", 1).run();
        assertThat(outcome.rows().stream().filter(r -> r.is(RowKind.SCORE)))
                .extracting(row -> row.conditions().precision())
                .containsExactly("bf16", "fp32");
        assertThat(warnings(outcome))
                .contains("Precision of files: fp32, that in which they were encoded; this run computes networks in"
                        + " bf16.");
        assertThat(warnings(experiment("precision: fp32", "states", "out4", 1).run()))
                .noneMatch(line -> line.startsWith("Precision of"));
    }

    @Test
    void batches_are_named_by_rows_and_provenance_and_a_finished_run_is_resumed_without_encoding() throws IOException {
        TestExperiment experiment = experiment("encode_batch_seconds: 20", "states", "out5", 1);
        Outcome outcome = experiment.run();
        assertThat(outcome.failed()).isZero();
        assertThat(outcome.rows().stream().filter(r -> r.is(RowKind.SCORE)))
                .hasSize(2)
                .allMatch(row -> row.note().contains("encoded in batches of up to 20 s"));
        assertThat(warnings(outcome)).anyMatch(line -> line.startsWith("Encoded in batches of up to 20 s: "));
        assertThat(experiment.resumed().run().rows()).hasSameSizeAs(outcome.rows());
    }

    private static List<String> warnings(Outcome outcome) {
        return new ProvenanceStore(new RunDirectory(outcome.folder()).provenance())
                .read()
                .warnings();
    }

    @Test
    void what_is_missing_is_named_before_anything_is_computed() throws IOException {
        Path states = Files.createDirectories(folder.resolve("some"));
        StatesIndex index = StatesIndex.read(folder.resolve("states"), "");
        assertThat(index).isNotNull();
        StatesIndex.Entry only = index.utterances().get(0);
        Files.copy(folder.resolve("states").resolve(only.file()), states.resolve(only.file()));
        StatesIndex.current(index.of(), List.of(only)).write(states);

        assertRefused(() -> experiment("some", "out2").plan(), "237 of 238 utterances", "and 227 more");
        assertRefused(() -> experiment("some", "out2").run(), "237 of 238 utterances");
        assertThat(folder.resolve("out2/results.csv")).doesNotExist();
    }

    private static TestExperiment experiment(String out) {
        return experiment("states", out);
    }

    private static TestExperiment experiment(String states, String out) {
        return experiment("precision: fp32", states, out, 60);
    }

    private static TestExperiment experiment(String precision, String states, String out, int steps) {
        return TestExperiment.of(
                """
                %s
                data: synthetic
                upstreams:
                  fbank: { provider: fbank }
                  files: { provider: features, checkpoint: "%s" }
                tasks:
                  sid: { task: sid, manifest: manifests/sid.tsv, steps: %d, learning_rates: [0.01] }
                """
                        .formatted(precision, folder.resolve(states), steps),
                folder.resolve(out));
    }
}
