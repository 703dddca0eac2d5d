package org.speechbench.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.core.Progress;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.testing.SyllableSpeech;
import org.speechbench.downstream.testing.SyllableTask;
import org.speechbench.downstream.testing.SyllableUpstream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.tasks.Preset;

class RateSweepTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final List<Double> RATES = List.of(1e-6, 3e-2, 1e-5, 1e-2, 1e-4);

    /** Looks at dev are every 50 of 200 steps. */
    @Test
    void halving_gives_up_the_worse_half_twice_and_pausing_changes_nothing_of_what_is_learnt() {
        TestEngine.assumeEqualBits();
        CellResult all =
                run(CellOptions.PROTOCOL.training(RATES, 200), List.of(7L)).get(0);
        CellResult halved = run(early(RATES, 200, 0, true), List.of(7L)).get(0);
        assertThat(halved.learningRate()).isEqualTo(all.learningRate());
        assertThat(halved.tests()).isEqualTo(all.tests());
        assertThat(halved.grid())
                .extracting(CellResult.RateResult::learningRate)
                .containsExactlyElementsOf(RATES);
        assertThat(halved.grid())
                .filteredOn(r -> r.stopped().contains("at step 50,"))
                .hasSize(2);
        assertThat(halved.grid())
                .filteredOn(r -> r.stopped().contains("at step 100,"))
                .hasSize(1);
        assertThat(halved.grid()).filteredOn(r -> r.stopped().isEmpty()).hasSize(2);
        assertThat(all.grid()).allSatisfy(r -> assertThat(r.stopped()).isEmpty());
    }

    @Test
    void a_training_that_does_not_get_better_ends_when_patience_does_and_what_was_best_is_kept() {
        CellResult patient =
                run(early(List.of(1e-30), 1000, 2, false), List.of(7L)).get(0);
        assertThat(patient.grid()).singleElement().satisfies(r -> {
            assertThat(r.stopped()).isEqualTo("stopped at step 150, no better for 2 looks at dev");
            assertThat(r.steps()).containsExactly(50);
            assertThat(r.dev()).isNotNull();
        });
    }

    @Test
    void the_first_seed_chooses_the_rate_that_the_others_train_at() {
        TestEngine.assumeEqualBits();
        List<CellResult> results = run(CellOptions.PROTOCOL.training(List.of(1e-6, 3e-2), 100), List.of(7L, 8L, 9L));
        assertThat(results).extracting(CellResult::seed).containsExactly(7L, 8L, 9L);
        assertThat(results).extracting(CellResult::learningRate).containsOnly(3e-2);
        assertThat(results).extracting(r -> r.grid().size()).containsExactly(2, 1, 1);
        assertThat(results.get(1).weights()).isNotEqualTo(results.get(2).weights());
        CellResult alone = run(CellOptions.PROTOCOL.training(List.of(3e-2), 100), List.of(9L))
                .get(0);
        assertThat(results.get(2).tests()).isEqualTo(alone.tests());
    }

    /** A rate of 1e30 fails at once. */
    @Test
    void a_rate_that_diverges_is_reported_and_the_rest_goes_on() {
        CellResult result =
                run(early(List.of(1e30, 1e-2, 3e-2), 200, 0, true), List.of(7L)).get(0);
        assertThat(result.grid().get(0).failure()).contains("not finite");
        assertThat(result.grid().get(0).dev()).isNull();
        assertThat(result.learningRate()).isLessThan(1);
    }

    private static CellOptions early(List<Double> rates, int steps, int patience, boolean halving) {
        return new CellOptions(rates, steps, patience, halving, false, null, List.of(), 0);
    }

    private static List<CellResult> run(CellOptions options, List<Long> seeds) {
        CellRequest request = new CellRequest(
                "syllables",
                new SyllableUpstream(ENGINE, 0),
                Precision.FP32,
                SyllableTask.syllables("linear_ctc", Map.of("hidden", 16.0), false),
                Preset.QUICK,
                SyllableSpeech.corpus(12),
                seeds,
                options);
        return new TaskRun(ENGINE, FeatureCache.none(), SyllableSpeech::read, Progress.silent()).run(request);
    }
}
