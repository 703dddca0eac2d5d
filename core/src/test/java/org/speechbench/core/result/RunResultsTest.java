package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunResultsTest {
    @TempDir
    Path folder;

    @Test
    void a_score_is_written_with_its_corpus() throws IOException {
        RunDirectory run = run("a", 10.0, "c0ffee");
        assertThat(Files.readAllLines(run.results()).get(0)).contains(",corpus_digest,");
        assertThat(Files.readAllLines(run.results()).get(1)).contains(",c0ffee,");
        assertThat(RunResults.read(run).rows())
                .extracting(row -> row.protocol().corpus())
                .containsExactly("c0ffee");
        assertThat(RunResults.read(run).warnings()).isEmpty();
    }

    @Test
    void a_file_without_the_column_is_read_and_said_to_be_older() throws IOException {
        RunDirectory run = older("a", Map.of("an4", "aa11", "speech", "bb22"));
        RunResults read = RunResults.read(run);
        assertThat(read.rows()).extracting(ResultRow::value).containsExactly(10.0);
        assertThat(read.warnings()).singleElement().asString().contains("older version", "columns of their own");
    }

    @Test
    void the_only_corpus_of_an_older_run_is_that_of_its_scores() throws IOException {
        RunResults read = RunResults.read(older("a", Map.of("an4", "aa11")));
        assertThat(read.rows()).extracting(row -> row.protocol().corpus()).containsExactly("aa11");
        assertThat(read.warnings()).singleElement().asString().contains("taken from provenance.json");
    }

    @Test
    void older_runs_share_a_column_only_where_they_used_the_same_corpora() throws IOException {
        String one = digest(older("a", Map.of("an4", "aa11", "speech", "bb22")));
        assertThat(digest(older("b", Map.of("an4", "aa11", "speech", "bb22")))).isEqualTo(one);
        assertThat(digest(older("c", Map.of("an4", "aa11", "speech", "cc33")))).isNotEqualTo(one);
        assertThat(digest(older("d", Map.of()))).isNotEqualTo(digest(older("e", Map.of())));
    }

    @Test
    void of_runs_that_recorded_nothing_predictions_tell_the_test_sets() throws IOException {
        RunDirectory a = older("a", Map.of());
        RunDirectory b = older("b", Map.of());
        RunDirectory c = older("c", Map.of());
        predict(a, "one");
        predict(b, "one");
        predict(c, "two");
        assertThat(digest(a)).isEqualTo(digest(b)).isNotEqualTo(digest(c));
    }

    @Test
    void a_failure_that_the_run_made_good_later_is_left_out_and_one_after_a_success_is_not() {
        RunDirectory run = new RunDirectory(folder.resolve("a")).create();
        ResultStore store = new ResultStore(run.results());
        store.append(row(null, "c0ffee"));
        store.append(row(10.0, "c0ffee"));
        assertThat(RunResults.read(run).rows()).extracting(ResultRow::status).containsExactly(Status.OK);
        store.append(row(null, "c0ffee"));
        assertThat(RunResults.read(run).rows()).extracting(ResultRow::status).containsExactly(Status.OK, Status.FAILED);
    }

    @Test
    void a_success_with_another_pre_training_seed_does_not_make_a_failure_good() {
        RunDirectory run = new RunDirectory(folder.resolve("a")).create();
        ResultStore store = new ResultStore(run.results());
        store.append(row(null, "c0ffee", 1));
        store.append(row(10.0, "c0ffee", 2));
        assertThat(RunResults.read(run).rows()).extracting(ResultRow::status).containsExactly(Status.FAILED, Status.OK);
        store.append(row(10.0, "c0ffee", 1));
        assertThat(RunResults.read(run).rows()).extracting(ResultRow::status).containsExactly(Status.OK, Status.OK);
    }

    private static String digest(RunDirectory run) {
        return RunResults.read(run).rows().get(0).protocol().corpus();
    }

    private static void predict(RunDirectory run, String reference) {
        new PredictionFile(run.predictions("up", "pr", "test"))
                .write(List.of(new PredictionLine("u", "s", reference, "said")));
    }

    private RunDirectory run(String name, double value, String corpus) {
        RunDirectory run = new RunDirectory(folder.resolve(name)).create();
        new ResultStore(run.results()).append(row(value, corpus));
        return run;
    }

    /** As before the column was there. */
    private RunDirectory older(String name, Map<String, String> corpora) throws IOException {
        RunDirectory run = run(name, 10, "");
        Files.writeString(
                run.results(), Files.readString(run.results()).replaceAll("(,corpus_digest.*|,,,,,,,)\n", "\n"));
        if (!corpora.isEmpty()) {
            new ProvenanceStore(run.provenance())
                    .write(new Provenance(
                            new Provenance.Origin("1", "abc", "2026-01-02T03:04:05Z", List.of("run"), 1),
                            new Provenance.Environment(
                                    "JVM",
                                    "Linux",
                                    "PyTorch",
                                    "2",
                                    "cpu()",
                                    new Machine("Some CPU", List.of(), 2, 0),
                                    2),
                            Map.of(),
                            new Provenance.Inputs(corpora, Map.of(), "digest"),
                            List.of()));
        }
        return run;
    }

    private static ResultRow row(@Nullable Double value, String corpus) {
        return row(value, corpus, Subject.untrained("up", "hubert", "tiny"));
    }

    private static ResultRow row(@Nullable Double value, String corpus, long pretrainSeed) {
        Subject subject = Subject.untrained("up", "hubert", "tiny");
        return row(value, corpus, subject.trainedBy(new Subject.Training(pretrainSeed, "")));
    }

    private static ResultRow row(@Nullable Double value, String corpus, Subject subject) {
        RowTemplate rows = new RowTemplate(
                RowKind.SCORE,
                subject,
                new Protocol("pr", "pr", 1, "quick", "linear", "test", corpus),
                Conditions.ofPrecision("bf16"),
                7L);
        return value == null
                ? rows.failed(Metrics.PHONE_ERRORS, Cost.NONE, "")
                : rows.ok(Metrics.PHONE_ERRORS, value, Cost.NONE, "");
    }
}
