package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final List<String> UPSTREAMS = List.of("fbank", "hubert", "fast");
    private static final List<String> TASKS = List.of("pr", "sid");

    @Test
    void all_others_are_compared_with_the_baseline_on_all_tasks_if_none_are_named() {
        Claims planned = claims("hubert", List.of(), List.of()).over(UPSTREAMS, TASKS);
        assertThat(planned.upstreams()).containsExactly("fast", "fbank");
        assertThat(planned.tasks()).isEqualTo(TASKS);
        assertThat(planned.over(UPSTREAMS, TASKS)).isEqualTo(planned);
    }

    @Test
    void the_order_in_which_labels_are_named_means_nothing() {
        assertThat(claims("hubert", List.of("fbank", "fast"), List.of("sid", "pr")))
                .isEqualTo(claims("hubert", List.of("fast", "fbank"), List.of("pr", "sid")));
    }

    @Test
    void what_is_named_is_kept() {
        Claims planned = claims("hubert", List.of("fast"), List.of("sid"));
        assertThat(planned.over(UPSTREAMS, TASKS)).isEqualTo(planned);
    }

    @Test
    void a_label_that_is_not_there_is_refused_with_the_nearest() {
        refused(claims("hubrt", List.of(), List.of()), "claims.baseline names 'hubrt'", "Did you mean 'hubert'?");
        refused(claims("hubert", List.of("fst"), List.of()), "claims.upstreams names 'fst'", "Did you mean 'fast'?");
        refused(claims("hubert", List.of(), List.of("sd")), "claims.tasks names 'sd'", "Did you mean 'sid'?");
        refused(claims("hubert", List.of("hubert"), List.of()), "no upstream other than the baseline");
        refused(claims("hubert", List.of("fast", "fast"), List.of()), "names 'fast' twice");
    }

    @Test
    void a_plan_that_compares_nothing_is_refused() {
        Claims planned = claims("hubert", List.of(), List.of());
        assertRefused(() -> planned.over(List.of("hubert"), TASKS), "no upstream to compare with hubert");
        assertRefused(() -> planned.over(UPSTREAMS, List.of()), "no task");
    }

    @Test
    void a_margin_is_a_number_that_is_not_negative() {
        for (double margin : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRefused(
                    () -> new Claims("a", List.of(), List.of(), Map.of("per", margin), Claims.Scope.MODELS, 0),
                    "claims.margin.per is");
        }
    }

    private static void refused(Claims claims, String... parts) {
        assertRefused(() -> claims.over(UPSTREAMS, TASKS), parts);
    }

    private static Claims claims(String baseline, List<String> upstreams, List<String> tasks) {
        return new Claims(baseline, upstreams, tasks, Map.of("per", 0.5), Claims.Scope.RECIPE, 0);
    }
}
