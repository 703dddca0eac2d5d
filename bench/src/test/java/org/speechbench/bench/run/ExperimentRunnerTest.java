package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;

/** Whole experiments on a few utterances of the bundled corpus, with networks of 32 units. */
class ExperimentRunnerTest {
    private static final String CONFIG =
            """
            title: Small
            precision: fp32
            data: synthetic
            limit: 12
            pretrain:
              fast: { provider: fast_hubert, size: test, steps: 6, batch_seconds: 4, crop_seconds: [1],
                      targets: { clusters: 8 }, log_every: 2, evaluate_every: 3, checkpoint_every: 2 }
            upstreams:
              fbank: { provider: fbank }
              random: { pretrained: fast, init: random }
              fast: { pretrained: fast }
            tasks:
              sid: { task: sid, manifest: manifests/sid.tsv, steps: 20, learning_rates: [0.01] }
              er: { task: er, manifest: manifests/er.tsv, steps: 10, learning_rates: [0.01] }
            """;

    @TempDir
    static Path folder;

    private static Outcome whole = new Outcome(Path.of(""), List.of(), 0);

    @BeforeAll
    static void run_it_once() {
        whole = experiment(CONFIG, "whole").run();
    }

    @Test
    void a_resumed_run_ends_with_the_rows_of_one_that_never_stopped() throws Exception {
        assertThat(whole.failed()).isZero();
        assertThat(whole.rows()).filteredOn(r -> r.is(RowKind.SCORE)).hasSize(6);
        assertThat(whole.rows()).noneMatch(r -> r.subject().usesLabels());

        experiment(CONFIG, "parts").upstreams("random").tasks("sid").run();
        RunDirectory parts = new RunDirectory(folder.resolve("parts"));
        String before = Files.readString(parts.results());
        // What a crash in the middle of a line leaves.
        Files.writeString(parts.results(), before + "1,dev,torn");
        Outcome resumed = experiment(CONFIG, "parts").resumed().run();

        assertThat(plain(resumed.rows())).containsExactlyInAnyOrderElementsOf(plain(whole.rows()));
        assertThat(Files.readString(parts.results()))
                .startsWith(before.lines().findFirst().orElseThrow());
        assertThat(experiment(CONFIG, "parts").resumed().run().rows()).isEqualTo(resumed.rows());
    }

    @Test
    void a_plan_says_what_is_finished_and_writes_nothing() throws Exception {
        RunPlan resumed = experiment(CONFIG, "whole").resumed().plan();
        assertThat(resumed.trainings()).singleElement().satisfies(t -> {
            assertThat(t.done().finished()).isTrue();
            assertThat(t.done().stepsDone()).isEqualTo(6);
        });
        assertThat(resumed.cells()).hasSize(6).allMatch(RunPlan.PlannedCell::finished);

        String more = CONFIG.replace("steps: 20,", "steps: 20, sweep: { seeds: 2 },");
        assertThat(experiment(more, "whole").resumed().plan().cells())
                .filteredOn(c -> !c.finished())
                .extracting(RunPlan.PlannedCell::task)
                .containsOnly("sid");

        RunPlan fresh = experiment(CONFIG, "fresh").plan();
        assertThat(fresh.cells()).noneMatch(RunPlan.PlannedCell::finished);
        assertThat(fresh.cells())
                .extracting(c -> c.time().timeRestsOn())
                .allMatch(by -> by.startsWith("by what it took in"));
        assertThat(fresh.trainings().get(0).time().timeRestsOn()).startsWith("by the training speed in");
        assertThat(fresh.time().secondsLeft()).isPositive();
        assertThat(fresh.trainings().get(0).audio().audioHours()).isEqualTo(6 * 4 / 3600.0);
        assertThat(folder.resolve("fresh")).doesNotExist();
    }

    @Test
    void a_plan_of_a_folder_that_holds_another_run_is_refused() {
        assertThatThrownBy(() -> experiment(CONFIG, "whole").plan()).hasMessageContaining("already holds a run");
    }

    @Test
    void a_pre_training_has_rows_of_its_diagnostics() {
        assertThat(whole.rows())
                .filteredOn(r -> r.is(RowKind.PRETRAIN))
                .extracting(r -> r.metric().id())
                .startsWith("dev_loss", "masked_accuracy", "unmasked_accuracy")
                .contains("classes_predicted", "prediction_perplexity", "audio_seconds_per_second", "audio_hours")
                .anyMatch(id -> id.startsWith("masked_loss_layer_"))
                .endsWith("seconds");
    }

    @Test
    void a_run_leaves_everything_that_a_report_needs() {
        RunDirectory files = new RunDirectory(whole.folder());
        assertThat(files.config()).isNotEmptyFile();
        assertThat(files.events("fast")).isNotEmptyFile();
        assertThat(files.layers()).isNotEmptyFile();
        assertThat(files.predictions("fast", "sid", "test")).isNotEmptyFile();
        assertThat(new ProvenanceStore(files.provenance()).read().ceilings()).containsOnlyKeys("fp32");
        assertThat(new ProvenanceStore(files.provenance()).read().inputs().corpora())
                .containsKeys("synthetic/sid", "synthetic/pretrain");
        assertThat(new ProvenanceStore(files.provenance()).read().warnings())
                .anyMatch(w -> w.startsWith("Synthetic corpus"))
                .anyMatch(w -> w.startsWith("Quick preset"))
                .anyMatch(w -> w.startsWith("One seed"));
    }

    @Test
    void a_checkpoint_is_probed_as_what_it_is() {
        Path model = whole.folder().resolve("pretrain/fast/model");
        String text = CONFIG.replace(
                "fbank: { provider: fbank }", "again: { provider: fast_hubert, checkpoint: \"" + model + "\" }");

        Outcome outcome =
                experiment(text, "checkpoint").upstreams("again").tasks("sid").run();

        ResultRow trained = whole.rows().stream()
                .filter(r -> r.is(RowKind.SCORE)
                        && r.upstream().equals("fast")
                        && r.task().equals("sid"))
                .findFirst()
                .orElseThrow();
        assertThat(outcome.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.subject().size()).isEqualTo("test");
                    assertThat(r.subject().init()).isEqualTo("checkpoint");
                    assertThat(r.subject().digest()).isEqualTo(trained.subject().digest());
                    assertThat(r.value()).isEqualTo(trained.value());
                });
    }

    @Test
    void an_upstream_that_fails_stops_no_other() {
        String broken =
                CONFIG.replace("fbank: { provider: fbank }", "bad: { provider: broken }\n  fbank: { provider: fbank }");

        Outcome outcome = experiment(broken, "broken")
                .upstreams("bad", "fbank")
                .tasks("sid")
                .run();

        assertThat(outcome.failed()).isEqualTo(1);
        assertThat(outcome.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .extracting(ResultRow::upstream, ResultRow::failed)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bad", true),
                        org.assertj.core.groups.Tuple.tuple("fbank", false));
        assertThat(outcome.rows()).filteredOn(r -> r.failed()).allSatisfy(r -> assertThat(r.detail())
                .contains("does not open"));
    }

    @Test
    void a_setting_of_a_bad_value_is_refused_before_anything_runs() {
        String broken =
                CONFIG.replace("fbank: { provider: fbank }", "fbank: { provider: fbank, settings: { kind: plan } }");

        assertRefused(
                () -> experiment(broken, "setting").run(),
                "Setting kind of fbank is 'plan', wanted deltas or plain.",
                "Did you mean 'plain'?");
        assertThat(folder.resolve("setting")).doesNotExist();
    }

    /** Says what it is, and cannot be opened. */
    private static final class BrokenProvider implements UpstreamProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public List<String> sizes() {
            return List.of();
        }

        @Override
        public UpstreamCard describe(UpstreamSpec spec) {
            return UpstreamCard.ofFeatures("broken", "none", 2, 160);
        }

        @Override
        public Upstream open(EngineContext engine, UpstreamSpec spec) {
            throw new UserError("It does not open.", "Mend it.");
        }
    }

    private static Services services() {
        Services all = Services.load();
        List<UpstreamProvider> providers = new ArrayList<>(all.upstreams().all());
        providers.add(new BrokenProvider());
        return new Services(
                new Upstreams(NamedServices.of(UpstreamProvider.class, providers)),
                all.tasks(),
                all.heads(),
                all.objectives(),
                all.pretrained());
    }

    @Test
    void seeds_may_be_added_and_train_at_the_rate_that_the_first_chose() {
        String two =
                CONFIG.replace("learning_rates: [0.01] }\n", "learning_rates: [0.01, 0.1], sweep: { seeds: 2 } }\n");
        experiment(two.replace("seeds: 2", "seeds: 1"), "seeds")
                .upstreams("fbank")
                .tasks("sid")
                .run();
        Outcome outcome = experiment(two, "seeds")
                .resumed()
                .upstreams("fbank")
                .tasks("sid")
                .run();

        List<ResultRow> scores =
                outcome.rows().stream().filter(r -> r.is(RowKind.SCORE)).toList();
        assertThat(scores).extracting(row -> row.measure().seed()).containsExactly(1337L, 1338L);
        assertThat(scores)
                .extracting(row -> row.cost().learningRate())
                .containsOnly(scores.get(0).cost().learningRate());
        assertThat(outcome.rows())
                .filteredOn(r -> r.is(RowKind.DEV))
                .extracting(row -> row.measure().seed())
                .containsExactly(1337L, 1337L, 1338L);
        RunDirectory files = new RunDirectory(outcome.folder());
        assertThat(files.predictions("fbank", "sid", "test")).isNotEmptyFile();
        assertThat(files.predictions("fbank", "sid", "test", 1338)).isNotEmptyFile();
        assertThat(experiment(two, "seeds")
                        .resumed()
                        .upstreams("fbank")
                        .tasks("sid")
                        .run()
                        .rows())
                .isEqualTo(outcome.rows());
        Outcome together =
                experiment(two, "together").upstreams("fbank").tasks("sid").run();
        assertThat(plain(together.rows())).isEqualTo(plain(outcome.rows()));
    }

    @Test
    void a_folder_with_a_run_is_not_overwritten() {
        assertRefused(
                () -> experiment(CONFIG, "whole")
                        .upstreams("fbank")
                        .tasks("sid")
                        .run(),
                "already holds a run");
    }

    @Test
    void what_a_label_stands_for_does_not_change_under_its_results() {
        String changed = CONFIG.replace("steps: 20", "steps: 21");

        assertRefused(
                () -> experiment(changed, "whole")
                        .resumed()
                        .upstreams("fbank")
                        .tasks("sid")
                        .run(),
                "another configuration",
                "tasks.sid differ");
    }

    @Test
    void a_task_without_results_may_still_change() {
        experiment(CONFIG, "later").upstreams("fbank").tasks("sid").run();
        String changed = CONFIG.replace("steps: 10", "steps: 11");

        Outcome outcome = experiment(changed, "later")
                .resumed()
                .upstreams("fbank")
                .tasks("er")
                .run();

        assertThat(outcome.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .extracting(ResultRow::task)
                .containsExactlyInAnyOrder("sid", "er");
    }

    @Test
    void a_second_process_is_kept_out_of_the_folder_of_a_run() throws IOException {
        Path out = folder.resolve("locked");
        Files.createDirectories(out);
        try (ProcessLock other = ProcessLock.take(new RunDirectory(out).lock()).orElseThrow()) {
            assertThat(other).isNotNull();
            assertRefused(
                    () -> experiment(CONFIG, "locked")
                            .upstreams("fbank")
                            .tasks("sid")
                            .run(),
                    "Another process is running");
        }
        assertThat(experiment(CONFIG, "locked")
                        .upstreams("fbank")
                        .tasks("sid")
                        .run()
                        .failed())
                .isZero();
    }

    private static TestExperiment experiment(String text, String name) {
        return TestExperiment.of(text, folder.resolve(name)).services(services());
    }

    /** Rows without the time that they took. */
    private static List<String> plain(List<ResultRow> rows) {
        return rows.stream()
                .filter(r -> !r.metric().id().contains("seconds")
                        && !List.of("outside_steps", "device_hours")
                                .contains(r.metric().id()))
                .map(r -> String.join(
                        "|",
                        r.kind().id(),
                        r.upstream(),
                        r.subject().digest(),
                        r.task(),
                        r.protocol().head(),
                        r.split(),
                        r.metric().id(),
                        String.valueOf(r.value()),
                        String.valueOf(r.measure().interval()),
                        r.detail()))
                .toList();
    }
}
