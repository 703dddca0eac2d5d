package org.speechbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuMemoryTest {
    @Test
    void the_driver_counts_in_mebibytes() {
        assertThat(GpuMemory.ofTheOnlyOne("81\n")).hasValue(81L * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "81\n4\n", "[N/A]\n", "No devices were found\n"})
    void no_answer_or_more_than_one_gpu_is_no_figure(String answer) {
        assertThat(GpuMemory.ofTheOnlyOne(answer)).isEmpty();
    }
}
