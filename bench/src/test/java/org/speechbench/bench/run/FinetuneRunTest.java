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
import org.speechbench.bench.run.RunOptions.Scope;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;

/** Fine-tuning within an experiment, on a few utterances of the bundled corpus, with networks of 32 units. */
class FinetuneRunTest {
    private static final String TRAINED =
            "provider: fast_hubert, size: test, steps: 4, batch_seconds: 4, crop_seconds: [1], checkpoint_every: 2";
    private static final String TUNED = "from: first, manifests: [manifests/pr.tsv], steps: 6, batch_seconds: 8,"
            + " learning_rate: 0.001, evaluate_every: 3, task:";
    private static final String CHAIN =
            """
            precision: fp32
            limit: 8
            pretrain:
              second: { TRAINED, settings: { intermediate: true }, targets: { kind: phone_ctc, from: phones } }
              first: { TRAINED, targets: { clusters: 8 } }
            finetune:
              phones: { TUNED pr }
            upstreams:
              second: { pretrained: second }
              random: { pretrained: second, init: random }
            tasks:
              er: { task: er, manifest: manifests/er.tsv, steps: 4, learning_rates: [0.003] }
            """
                    .replace("TRAINED", TRAINED)
                    .replace("TUNED", TUNED);

    @TempDir
    static Path folder;

    private static Outcome chain = new Outcome(Path.of(""), List.of(), 0);

    @BeforeAll
    static void run_the_chain() {
        chain = experiment(CHAIN, "chain").run();
    }

    @Test
    void a_recogniser_is_trained_between_the_two_pre_trainings_and_scored_on_test() {
        assertThat(chain.failed()).isZero();
        assertThat(chain.rows())
                .filteredOn(r -> r.metric().id().equals("seconds"))
                .extracting(ResultRow::upstream)
                .containsExactly("first", "phones", "second");
        assertThat(chain.rows())
                .filteredOn(r -> r.is(RowKind.FINETUNE) && r.split().equals("test"))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.metric().id()).isEqualTo("per");
                    assertThat(r.measure().n()).isPositive();
                    assertThat(r.ok()).isTrue();
                    assertThat(r.subject().init()).isEqualTo("pretrained");
                    assertThat(r.subject().usesLabels()).isTrue();
                });
        assertThat(chain.folder().resolve("predictions/phones.pr.test.tsv")).isRegularFile();
    }

    @Test
    void rows_of_what_was_trained_on_its_labels_say_so_and_the_random_row_does_not() {
        assertThat(chain.rows()).filteredOn(r -> r.is(RowKind.SCORE)).allSatisfy(r -> assertThat(
                        r.subject().usesLabels())
                .isEqualTo(r.upstream().equals("second")));
    }

    @Test
    void its_cost_counts_what_it_rests_on() {
        assertThat(TestExperiment.value(chain, "phones", "total_seconds"))
                .isEqualTo(TestExperiment.value(chain, "first", "total_seconds")
                        + TestExperiment.value(chain, "phones", "seconds"));
        assertThat(TestExperiment.value(chain, "second", "total_seconds"))
                .isGreaterThan(TestExperiment.value(chain, "phones", "total_seconds"));
    }

    @Test
    void the_time_of_a_fine_tuning_is_estimated_by_an_earlier_one_or_by_its_arithmetic() {
        assertThat(time(CHAIN).timeRestsOn()).startsWith("by the training speed in ");
        TimeLeft other = time(CHAIN.replace("steps: 6", "steps: 6, head_only: 0.5"));
        assertThat(other.timeRestsOn()).startsWith("by its arithmetic and the speed of matrix products in ");
        assertThat(other.timeIsLeast()).isTrue();
        assertThat(other.secondsLeft()).isPositive();
    }

    private static TimeLeft time(String text) {
        return experiment(text, "planned").plan().trainings().stream()
                .filter(t -> t.label().equals("phones"))
                .findFirst()
                .orElseThrow()
                .time();
    }

    @Test
    void what_is_finished_is_not_done_again() {
        Outcome again = experiment(CHAIN, "chain").resumed().run();
        assertThat(again.rows()).isEqualTo(chain.rows());
    }

    @Test
    void the_command_alone_trains_what_is_tuned_and_nothing_else() {
        Outcome alone = experiment(CHAIN, "alone").scope(Scope.FINETUNE).run();
        assertThat(alone.rows()).extracting(ResultRow::upstream).containsOnly("first", "phones");
        assertThat(TestExperiment.digest(alone, "phones")).isEqualTo(TestExperiment.digest(chain, "phones"));
    }

    @Test
    void a_fine_tuned_model_can_be_probed_and_fine_tuned_further_from_its_folder() {
        String model =
                chain.folder().resolve("finetune/phones/model").toString().replace('\\', '/');
        Outcome outcome = experiment(
                        """
                precision: fp32
                limit: 8
                finetune:
                  words: { provider: fast_hubert, checkpoint: 'MODEL', manifests: [manifests/asr.tsv], steps: 2 }
                upstreams:
                  tuned: { provider: fast_hubert, checkpoint: 'MODEL' }
                tasks:
                  er: { task: er, manifest: manifests/er.tsv, steps: 4, learning_rates: [0.003] }
                """
                                .replace("MODEL", model),
                        "further")
                .run();
        assertThat(outcome.failed()).isZero();
        assertThat(outcome.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .singleElement()
                .satisfies(r -> assertThat(r.subject().usesLabels()).isTrue());
        assertThat(outcome.rows())
                .filteredOn(r -> r.metric().id().equals("total_seconds"))
                .singleElement()
                .satisfies(r -> assertThat(r.detail()).contains("not counted: the training of"));
    }

    @Test
    void test_is_decoded_with_a_language_model_too_where_there_is_one() throws IOException {
        Path arpa = folder.resolve("words.arpa");
        Files.writeString(
                arpa,
                """
                \\data\\
                ngram 1=4

                \\1-grams:
                -1\t<unk>
                -99\t<s>
                -0.5\t</s>
                -0.3\tTHE

                \\end\\
                """);
        String text =
                """
                precision: fp32
                limit: 8
                finetune:
                  words: { provider: fast_hubert, size: test, manifests: [manifests/asr.tsv], steps: 2,
                    language_model: 'ARPA', beam: 4 }
                """
                        .replace("ARPA", arpa.toString().replace('\\', '/'));
        assertThat(experiment(text, "words").run().rows())
                .filteredOn(r -> r.split().equals("test"))
                .extracting(row -> row.protocol().head())
                .containsExactly("ctc(greedy)", "ctc(1-gram beam=4 weight=2.0 word_score=-1.0)");
        assertRefused(
                () -> experiment(text.replace("words.arpa", "none.arpa"), "none")
                        .run(),
                "finetune.words: there is no language model");
        String phones = text.replace("asr.tsv], steps", "pr.tsv], task: pr, steps");
        assertRefused(() -> experiment(phones, "phones").run(), "has no words for a language model");
    }

    @Test
    void a_failed_recogniser_fails_what_rests_on_it_and_stops_nothing_else() {
        String bad = CHAIN.replace("steps: 6", "steps: 6, spec_augment: true")
                .replace(
                        "fast_hubert, size: test, steps: 4,"
                                + " batch_seconds: 4, crop_seconds: [1], checkpoint_every: 2, targets",
                        "hubert, size: test, steps: 4,"
                                + " batch_seconds: 4, crop_seconds: [1], checkpoint_every: 2, targets");
        Outcome outcome = experiment(bad, "bad").run();
        assertThat(outcome.failed()).isEqualTo(4);
        assertThat(outcome.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .extracting(ResultRow::upstream)
                .containsExactly("second", "random");
        assertThat(outcome.rows())
                .filteredOn(r -> r.upstream().equals("phones"))
                .singleElement()
                .satisfies(r -> assertThat(r.detail()).contains("reads waveforms"));
        assertThat(outcome.rows())
                .filteredOn(r -> r.upstream().equals("second") && r.is(RowKind.PRETRAIN))
                .singleElement()
                .satisfies(
                        r -> assertThat(r.detail()).contains("needs phones, whose training failed", "reads waveforms"));
    }

    @Test
    void a_task_without_ctc_is_refused_before_anything_is_computed() {
        String errors = CHAIN.replace("task: pr", "task: er").replace("manifests/pr.tsv", "manifests/er.tsv");
        assertRefused(
                () -> experiment(errors, "er").scope(Scope.FINETUNE).run(),
                "finetune.phones: task er is none with CTC");
        assertThat(Files.exists(folder.resolve("er/config.yaml"))).isFalse();
    }

    private static TestExperiment experiment(String text, String name) {
        return TestExperiment.of(text, folder.resolve(name));
    }
}
