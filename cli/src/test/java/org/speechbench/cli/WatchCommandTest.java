package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Subject;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;

@Timeout(60)
class WatchCommandTest {
    private static final String CONFIG =
            """
            title: Watched
            seed: 1
            pretrain:
              first: { provider: hubert, size: test, manifest: m.tsv, steps: 100 }
            finetune:
              tuned: { from: first, task: asr, manifests: [m.tsv], steps: 40 }
            upstreams:
              hubert: { pretrained: first }
              fbank: { provider: fbank }
            tasks:
              asr: { task: asr, manifest: m.tsv }
            """;

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    private ScoredRun run;

    @BeforeEach
    void configure() throws IOException {
        run = new ScoredRun(folder.resolve("run"), 1);
        Files.createDirectories(run.folder());
        Files.writeString(run.files().config(), CONFIG);
    }

    @Test
    void one_look_shows_loss_learning_rate_speed_and_the_time_left() {
        ProcessLock lock = lock();
        pretrained(10);
        pretrained(20);
        assertThat(watch("--once")).isZero();
        lock.close();
        assertThat(shell.out())
                .contains("Watched: running")
                .contains("pre-training first: step 20 of 100 (20 %), loss 4.500, masked accuracy 12.5 %, dev loss"
                        + " 4.750, learning rate 5e-4, 12.5 audio-s/s, 2m40s left")
                .doesNotContain("fine-tuning", "cells");
    }

    @Test
    void a_line_that_is_being_written_is_not_there_yet_and_nobody_is_warned() throws IOException {
        ProcessLock lock = lock();
        pretrained(10);
        Files.writeString(run.files().events("first"), "20,40,0.1,4.", StandardOpenOption.APPEND);
        Files.writeString(run.files().results(), "schema,kind,ups");
        assertThat(watch("--once")).isZero();
        lock.close();
        assertThat(shell.out()).contains("step 10 of 100");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void a_run_without_a_lock_is_over_and_says_what_it_did_not_finish() {
        pretrained(10);
        assertThat(watch()).isZero();
        assertThat(shell.out())
                .contains("Watched: is over", "step 10 of 100", "not finished")
                .doesNotContain(" left");
    }

    @Test
    void a_failed_cell_is_named_with_its_reason_and_is_status_1() {
        finished(RowKind.PRETRAIN, "first");
        finished(RowKind.FINETUNE, "tuned");
        run.words("hubert", "asr", speaker -> 2).failed("fbank", "asr");
        assertThat(watch()).isEqualTo(1);
        assertThat(shell.out())
                .contains("Watched: is over, 1 failed", "pre-training first: finished", "fine-tuning tuned: finished")
                .contains("cells: 1 of 2 done, 1 failed")
                .contains("hubert x asr, test: WER 20.00 %")
                .contains("failed: score fbank x asr: diverged");
    }

    @Test
    void models_of_further_seeds_are_named_and_counted() throws IOException {
        Files.writeString(run.files().config(), CONFIG.replace("steps: 100", "steps: 100, seeds: 2"));
        pretrained(10);
        for (long seed : List.of(1L, 2L)) {
            Subject trained = new Subject("hubert", "hubert", "test", "pretrained", "", false)
                    .trainedBy(new Subject.Training(seed, "c0ffee"));
            new ResultStore(run.files().results())
                    .append(new RowTemplate(
                                    RowKind.SCORE,
                                    trained,
                                    new Protocol("asr", "asr", 1, "quick", "head()", "test", "00"),
                                    Conditions.ofPrecision("fp32"),
                                    1337L)
                            .ok(Metrics.WORD_ERRORS, 20, Cost.NONE, ""));
        }
        assertThat(watch()).isZero();
        assertThat(shell.out())
                .contains("pre-training first: step 10 of 100", "cells: 2 of 3 done")
                .contains("hubert x asr, test: WER 20.00 %", "hubert@2 x asr, test: WER 20.00 %");
    }

    @Test
    void a_growing_run_is_followed_line_by_line_without_escape_codes_until_it_ends() throws Exception {
        ProcessLock lock = lock();
        pretrained(10);
        CompletableFuture<Integer> watching = CompletableFuture.supplyAsync(() -> watch("--interval", "0.02"));
        await("step 10 of 100");
        pretrained(20);
        await("step 20 of 100");
        finished(RowKind.PRETRAIN, "first");
        await("pre-training first: finished, 20 updates in 40s");
        TrainingLog.finetuning(run.files().finetuneEvents("tuned"))
                .append(new TrainingEvent(
                        10, Map.of("seconds", 5.0, "loss", 2.5, "learning_rate", 1e-4, "dev", 31.25)));
        await("fine-tuning tuned: step 10 of 40 (25 %), loss 2.500, dev 31.25, learning rate 1e-4, 15s left");
        finished(RowKind.FINETUNE, "tuned");
        run.words("hubert", "asr", speaker -> 2);
        await("hubert x asr, test: WER 20.00 %");
        lock.close();

        assertThat(watching.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(shell.out().lines())
                .doesNotHaveDuplicates()
                .last()
                .asString()
                .isEqualTo("Watched: is over");
        assertThat(shell.out()).doesNotContain("\u001b");
    }

    @Test
    void a_configuration_that_cannot_be_read_is_named_and_scores_are_shown() throws IOException {
        Files.writeString(run.files().config(), "colour: blue\n");
        run.words("hubert", "asr", speaker -> 2);
        assertThat(watch()).isZero();
        assertThat(shell.out()).contains("trainings and totals are unknown: config.yaml", "colour", "WER 20.00 %");
    }

    @Test
    void on_a_terminal_the_picture_is_drawn_anew() {
        run.words("hubert", "asr", speaker -> 2);
        Shell terminal = new Shell(true);
        assertThat(watch(terminal)).isZero();
        assertThat(terminal.out()).startsWith("\u001b[2J").contains("Watched", "hubert", "20.00");
    }

    @Test
    void another_folder_and_no_interval_are_refused() {
        assertThat(shell.refuses("watch", run.folder(), "--interval", "0")).contains("--interval is 0");
        assertThat(shell.refuses("watch", folder)).contains("not the folder of a run");
    }

    private ProcessLock lock() {
        return ProcessLock.take(run.files().lock()).orElseThrow();
    }

    /** Two seconds a step. */
    private void pretrained(long step) {
        TrainingLog.pretraining(run.files().events("first"))
                .append(new TrainingEvent(
                        step,
                        Map.of(
                                "seconds",
                                2.0 * step,
                                "loss",
                                4.5,
                                "masked_accuracy",
                                0.125,
                                "learning_rate",
                                5e-4,
                                "audio_seconds_per_second",
                                12.5,
                                "dev_loss",
                                4.75)));
    }

    private void finished(RowKind kind, String label) {
        new ResultStore(run.files().results())
                .append(new RowTemplate(
                                kind,
                                new Subject(label, "hubert", "test", "pretrained", "", false),
                                Protocol.ofSplit("train"),
                                Conditions.ofPrecision("fp32"),
                                1L)
                        .ok(Metrics.SECONDS, 1, Cost.NONE, ""));
    }

    private void await(String line) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!shell.out().contains(line)) {
            assertThat(System.nanoTime()).as("%s in %s", line, shell.out()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    private int watch(String... options) {
        return watch(shell, options);
    }

    private int watch(Shell to, String... options) {
        List<Object> words = new ArrayList<>(List.of("watch", run.folder()));
        words.addAll(List.of(options));
        return to.run(words.toArray());
    }
}
