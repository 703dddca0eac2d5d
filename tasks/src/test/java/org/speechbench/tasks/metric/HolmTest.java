package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HolmTest {
    @Test
    void the_smallest_of_four_counts_four_times_and_the_largest_once() {
        assertThat(Holm.adjusted(List.of(0.125, 0.0625, 0.5, 0.0078125))).containsExactly(0.25, 0.1875, 0.5, 0.03125);
    }

    @Test
    void none_is_less_than_one_that_was_smaller_and_none_more_than_one() {
        assertThat(Holm.adjusted(List.of(0.25, 0.375, 0.75))).containsExactly(0.75, 0.75, 0.75);
        assertThat(Holm.adjusted(List.of(0.75, 0.875))).containsExactly(1.0, 1.0);
    }

    @Test
    void a_single_test_is_left_alone() {
        assertThat(Holm.adjusted(List.of(0.04))).containsExactly(0.04);
        assertThat(Holm.adjusted(List.of())).isEmpty();
    }
}
