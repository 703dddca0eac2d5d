package org.speechbench.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.speechbench.core.result.Metrics;

class CallTimesTest {
    /** Calls of 1, 2, 3, ... seconds. */
    private static CallTimes calls(int number) {
        SortedMap<Double, Long> counts = new TreeMap<>();
        for (int i = 1; i <= number; i++) {
            counts.put((double) i, 1L);
        }
        return new CallTimes(counts);
    }

    @Test
    void a_percentile_is_given_only_if_three_calls_lie_beyond_it() {
        assertThat(calls(59).percentiles()).containsOnlyKeys(Metrics.MEDIAN);
        assertThat(calls(60).percentiles()).containsOnlyKeys(Metrics.MEDIAN, Metrics.PERCENTILE_95);
        assertThat(calls(299).percentiles()).containsOnlyKeys(Metrics.MEDIAN, Metrics.PERCENTILE_95);
        assertThat(calls(300).percentiles())
                .containsEntry(Metrics.MEDIAN, 150.0)
                .containsEntry(Metrics.PERCENTILE_95, 285.0)
                .containsEntry(Metrics.PERCENTILE_99, 297.0);
        assertThat(CallTimes.NONE.percentiles()).isEmpty();
    }

    @Test
    void rounds_are_pooled_call_by_call() {
        CallTimes pooled = calls(40).plus(calls(20));
        assertThat(pooled.calls()).isEqualTo(60);
        assertThat(pooled.percentiles()).containsEntry(Metrics.MEDIAN, 15.0);
    }
}
