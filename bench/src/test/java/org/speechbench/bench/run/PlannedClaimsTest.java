package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Claims;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;

/** Claims are planned before a run and stay as they were planned. */
class PlannedClaimsTest {
    private static final String CONFIG =
            """
            precision: fp32
            limit: 8
            upstreams:
              fbank: { provider: fbank }
              mfcc: { provider: mfcc }
            tasks:
              sid: { task: sid, manifest: manifests/sid.tsv, steps: 4, learning_rates: [0.01] }
            """;
    private static final String CLAIMS = "claims: { baseline: fbank, margin: { accuracy: 2 } }\n";

    @TempDir
    Path folder;

    @Test
    void the_plan_of_a_run_is_in_its_provenance_with_every_label() {
        run(CONFIG + CLAIMS);
        assertThat(recorded())
                .isEqualTo(new Claims(
                        "fbank", List.of("mfcc"), List.of("sid"), Map.of("accuracy", 2.0), Claims.Scope.MODELS, 0));
        assertThat(resume(CONFIG + CLAIMS).failed()).isZero();
    }

    @Test
    void claims_do_not_change_once_there_is_a_score() {
        run(CONFIG + CLAIMS);

        refusedToResume(
                CONFIG + CLAIMS.replace("accuracy: 2", "accuracy: 3"),
                "planned with other claims",
                "Write claims as they were");
        refusedToResume(CONFIG, "planned with other claims");
        String more = CONFIG.replace("mfcc }", "mfcc }\n  plain: { provider: fbank, settings: { kind: plain } }");
        refusedToResume(more + CLAIMS, "planned with other claims");
        assertThat(recorded().margin()).containsEntry("accuracy", 2.0);
    }

    @Test
    void claims_may_change_until_there_is_a_score() {
        String trained =
                """
                pretrain:
                  fast: { provider: fast_hubert, size: test, steps: 2, batch_seconds: 4, crop_seconds: [1] }
                """;
        experiment(trained + CONFIG).scope(RunOptions.Scope.PRETRAIN).run();
        assertThat(resume(trained + CONFIG + CLAIMS).failed()).isZero();
        assertThat(recorded().baseline()).isEqualTo("fbank");
    }

    @Test
    void claims_are_not_added_after_looking() {
        run(CONFIG);
        refusedToResume(CONFIG + CLAIMS, "planned without claims", "no plan", "Leave claims out");
    }

    @Test
    void a_margin_of_a_metric_that_no_planned_task_has_is_refused_with_the_nearest() {
        String acc = CONFIG + CLAIMS.replace("accuracy", "acc");
        assertRefused(() -> experiment(acc).plan(), "claims.margin names 'acc'", "Did you mean 'accuracy'?");
    }

    @Test
    void claims_about_recipes_of_few_seeds_are_warned_of() {
        String pretrain =
                """
                pretrain:
                  fast: { provider: fast_hubert, size: test, steps: 2, batch_seconds: 4, crop_seconds: [1], seeds: 2 }
                """;
        String text = pretrain + CONFIG.replace("mfcc: { provider: mfcc }", "fast: { pretrained: fast }")
                + "claims: { baseline: fbank, scope: recipe }\n";
        assertThat(experiment(text).plan().warnings())
                .singleElement()
                .asString()
                .contains("fast has 2 of the at least 3 pre-training seeds", "these models only");
        assertThat(experiment(text.replace("seeds: 2", "seeds: 3")).plan().warnings())
                .isEmpty();
        assertThat(experiment(text.replace("scope: recipe", "scope: models"))
                        .plan()
                        .warnings())
                .isEmpty();
    }

    @Test
    void a_planned_number_of_seeds_is_that_of_the_pre_trainings_or_has_to_be_completed_by_other_runs() {
        assertThat(planned("seeds: 3", 3).warnings()).isEmpty();
        assertThat(planned("seeds: 5", 2).warnings())
                .singleElement()
                .asString()
                .contains("fast has 2 of the 5 planned pre-training seeds", "'significance'");
        assertRefused(() -> planned("seeds: 2", 3), "claims.seeds is 2, but fast is pre-trained with 3 seeds");
        assertRefused(() -> planned("seeds: 2, scope: recipe", 2), "claims.seeds is 2", "at least 3");
        assertRefused(() -> planned("seeds: -1", 1), "claims.seeds is -1, wanted at least 0");
        String untrained = CONFIG + CLAIMS.replace("baseline", "seeds: 2, baseline");
        assertRefused(() -> experiment(untrained).plan(), "none of the upstreams is pre-trained");
    }

    private RunPlan planned(String claims, int seeds) {
        String pretrain =
                """
                pretrain:
                  fast: { provider: fast_hubert, size: test, steps: 2, batch_seconds: 4, crop_seconds: [1], seeds: %d }
                """
                        .formatted(seeds);
        String text = pretrain + CONFIG.replace("mfcc: { provider: mfcc }", "fast: { pretrained: fast }")
                + "claims: { baseline: fbank, " + claims + " }\n";
        return experiment(text).plan();
    }

    @Test
    void claims_that_are_listed_in_another_order_are_the_same() {
        String three = CONFIG.replace("mfcc }", "mfcc }\n  plain: { provider: fbank, settings: { kind: plain } }");
        String claims = "claims: { baseline: fbank, upstreams: [%s] }\n";
        run(three + claims.formatted("plain, mfcc"));
        assertThat(resume(three + claims.formatted("mfcc, plain")).failed()).isZero();
    }

    private Claims recorded() {
        RunDirectory files = new RunDirectory(folder.resolve("run"));
        return Objects.requireNonNull(
                new ProvenanceStore(files.provenance()).read().claims());
    }

    private void refusedToResume(String text, String... parts) {
        assertRefused(() -> resume(text), parts);
    }

    private void run(String text) {
        assertThat(experiment(text).run().failed()).isZero();
    }

    private Outcome resume(String text) {
        return experiment(text).resumed().run();
    }

    private TestExperiment experiment(String text) {
        return TestExperiment.of(text, folder.resolve("run"));
    }
}
