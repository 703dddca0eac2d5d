package org.speechbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.engine.KernelChoices.Candidate;
import org.speechbench.engine.KernelChoices.Prepared;
import org.speechbench.engine.testing.TestEngine;

class KernelChoicesTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final List<Candidate> CANDIDATES = candidates("usual", "other", "third");

    /** Names of the candidates that were timed. */
    private final List<String> timed = new ArrayList<>();

    private static List<Candidate> candidates(String... names) {
        return List.of(names).stream()
                .map(name -> new Candidate(name, () -> {
                    throw new IllegalStateException("a double of a timer computes nothing");
                }))
                .toList();
    }

    /** @param seconds of each candidate; one that is left out has no kernel */
    private KernelChoices measured(Map<String, Double> seconds) {
        return KernelChoices.measured(candidate -> {
            timed.add(candidate.name());
            if (!seconds.containsKey(candidate.name())) {
                throw new EngineException("no engine for this convolution");
            }
            return seconds.get(candidate.name());
        });
    }

    @Test
    void the_fastest_is_chosen_once_for_each_subject() {
        KernelChoices choices = measured(Map.of("usual", 3.0, "other", 1.0, "third", 2.0));
        assertThat(choices.choose("a", CANDIDATES)).isEqualTo("other");
        assertThat(choices.choose("a", CANDIDATES)).isEqualTo("other");
        assertThat(timed).containsExactly("usual", "other", "third");
        choices.choose("b", CANDIDATES);
        assertThat(timed).hasSize(6);
        assertThat(choices.made()).isEqualTo(Map.of("a", "other", "b", "other"));
    }

    @Test
    void the_usual_one_stays_unless_another_is_clearly_faster() {
        assertThat(measured(Map.of("usual", 1.0, "other", 0.95, "third", 0.92)).choose("a", CANDIDATES))
                .isEqualTo("usual");
        assertThat(measured(Map.of("usual", 1.0, "other", 0.85, "third", 0.84)).choose("a", CANDIDATES))
                .isEqualTo("third");
    }

    @Test
    void a_candidate_that_the_engine_does_not_have_is_left_out() {
        assertThat(measured(Map.of("third", 9.0)).choose("a", CANDIDATES)).isEqualTo("third");
        assertThat(measured(Map.of("usual", 9.0)).choose("a", CANDIDATES)).isEqualTo("usual");
    }

    @Test
    void if_the_engine_has_none_the_usual_one_is_used_and_says_why_it_fails() {
        KernelChoices none = measured(Map.of());
        assertThat(none.choose("a", CANDIDATES)).isEqualTo("usual");
        assertThat(none.made()).isEmpty();
    }

    @Test
    void on_a_cpu_nothing_is_measured_or_remembered() {
        try (EngineContext cpu = EngineContext.cpu()) {
            assertThat(cpu.choices().choose("a", CANDIDATES)).isEqualTo("usual");
            assertThat(cpu.choices().made()).isEmpty();
        }
    }

    @Test
    void the_choices_that_one_model_depends_on_are_told_apart() {
        KernelChoices all = measured(Map.of("usual", 2.0, "other", 1.0));
        all.choose("another model", CANDIDATES);
        KernelChoices own = all.apart();
        assertThat(own.choose("a", CANDIDATES)).isEqualTo("other");
        assertThat(own.made()).isEqualTo(Map.of("a", "other"));
        assertThat(all.made()).containsOnlyKeys("a", "another model");
        all.apart().choose("a", CANDIDATES);
        assertThat(timed).as("two subjects").hasSize(6);
    }

    @Test
    void earlier_choices_are_kept_and_new_ones_are_told() {
        List<Map<String, String>> told = new ArrayList<>();
        KernelChoices choices = measured(Map.of("usual", 2.0, "other", 1.0)).after(Map.of("a", "third"), told::add);
        assertThat(choices.apart().choose("a", CANDIDATES)).isEqualTo("third");
        assertThat(timed).isEmpty();
        assertThat(told).isEmpty();
        assertThat(choices.apart().choose("b", CANDIDATES)).isEqualTo("other");
        assertThat(told).containsExactly(Map.of("a", "third", "b", "other"));
    }

    @Test
    void work_that_is_resumed_measures_nothing_and_keeps_what_it_had() {
        KernelChoices all = measured(Map.of("usual", 2.0, "other", 1.0));
        all.choose("c", CANDIDATES);
        timed.clear();
        KernelChoices resumed = all.resuming(Map.of("a", "third", "c", "third"));
        assertThat(resumed.choose("a", CANDIDATES)).isEqualTo("third");
        assertThat(resumed.choose("b", CANDIDATES)).isEqualTo("usual");
        assertThat(resumed.choose("c", CANDIDATES)).isEqualTo("third");
        assertThat(timed).isEmpty();
        assertThat(resumed.made()).isEqualTo(Map.of("a", "third", "c", "third"));
        assertThat(all.made()).as("shown in provenance").isEqualTo(Map.of("a", "third", "c", "other"));
    }

    @Test
    void a_kernel_that_there_is_no_longer_is_refused() {
        KernelChoices resumed = KernelChoices.usual().resuming(Map.of("a", "fourth"));
        assertRefused(() -> resumed.choose("a", CANDIDATES), "fourth");
    }

    @Test
    void a_timer_prepares_once_and_reads_only_the_last_value_of_a_series() {
        Counted kernel = new Counted();
        double seconds = new QueuedCalls(STARTED.context().manager()).seconds(new Candidate("a", () -> kernel));
        assertThat(seconds).isPositive();
        assertThat(kernel.calls).isEqualTo(3 + 3 * 10);
        assertThat(kernel.closed).isEqualTo(1);
    }

    private static final class Counted implements Prepared {
        private int calls;
        private int closed;

        @Override
        public NDArray call(NDManager results) {
            calls++;
            return results.create(1f);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void an_engine_with_other_choices_computes_with_the_same_arrays() {
        KernelChoices other = KernelChoices.usual();
        EngineContext same = STARTED.context().choosing(other);
        assertThat(same.choices()).isSameAs(other);
        assertThat(same.manager()).isSameAs(STARTED.context().manager());
        assertThat(same.device()).isEqualTo(STARTED.context().device());
    }
}
