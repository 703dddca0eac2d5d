package org.speechbench.downstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SubsequenceDtwTest {
    @Test
    void a_query_that_is_in_the_document_has_no_distance_however_fast_it_is_said() {
        assertThat(distance("abc", "xxabcxx")).isZero();
        assertThat(distance("aabbcc", "xxabcxx")).isZero();
        assertThat(distance("abc", "xxaabbccx")).isZero();
    }

    /** Each frame advances by two at most, so that of five frames of b two must be heard. */
    @Test
    void the_document_runs_at_most_twice_as_fast() {
        assertThat(distance("ac", "xabbbcx")).isEqualTo(0.5);
    }

    @Test
    void a_frame_that_is_nowhere_near_counts_as_one_of_all() {
        assertThat(distance("abc", "abx")).isCloseTo(0, within(1e-6));
        assertThat(distance("abc", "axc")).isCloseTo(0, within(1e-6));
        assertThat(distance("abca", "bca")).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void it_finds_the_best_of_all_paths() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 30; round++) {
            int rows = random.nextInt(1, 5);
            int columns = random.nextInt(1, 7);
            float[][] costs = new float[rows][columns];
            for (float[] row : costs) {
                for (int j = 0; j < columns; j++) {
                    row[j] = (float) random.nextDouble();
                }
            }
            double found = new SubsequenceDtw(columns)
                    .distance(rows, (i, row) -> System.arraycopy(costs[i], 0, row, 0, columns));
            assertThat(found).isCloseTo(least(costs) / rows, within(1e-5));
        }
    }

    private static double least(float[][] costs) {
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < costs[0].length; start++) {
            least = Math.min(least, from(costs, 0, start));
        }
        return least;
    }

    private static double from(float[][] costs, int row, int column) {
        if (column >= costs[row].length) {
            return Double.POSITIVE_INFINITY;
        }
        double own = scaled(costs[row], column);
        if (row + 1 == costs.length) {
            return own;
        }
        double rest = Math.min(
                from(costs, row + 1, column),
                Math.min(from(costs, row + 1, column + 1), from(costs, row + 1, column + 2)));
        return own + rest;
    }

    private static double scaled(float[] row, int column) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : row) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high > low ? (row[column] - low) / (high - low) : 0;
    }

    /** Equal letters are 0 apart, others 1. */
    private static double distance(String query, String document) {
        return new SubsequenceDtw(document.length()).distance(query.length(), (i, row) -> {
            for (int j = 0; j < row.length; j++) {
                row[j] = query.charAt(i) == document.charAt(j) ? 0 : 1;
            }
        });
    }
}
