package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    /** Computed by scipy.stats.t 1.17. */
    @ParameterizedTest
    @CsvSource({
        "0, 7, 1",
        "1, 1, 0.5",
        "3, 2, 0.09546596626670913",
        "2.5, 3, 0.08770664700806556",
        "2.776445, 4, 0.05000000538209156",
        "2.262157, 9, 0.05000001330443163",
        "1.5, 30, 0.144065929128646",
        "2.1, 101, 0.03822017050281458",
        "Infinity, 4, 0"
    })
    void both_tails_are_those_of_the_tables(double t, int freedom, double p) {
        assertThat(StudentT.twoSided(t, freedom)).isCloseTo(p, within(1e-12));
    }
}
