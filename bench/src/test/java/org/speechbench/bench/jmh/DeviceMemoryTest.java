package org.speechbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {
    private final List<Integer> asked = new ArrayList<>();

    private DeviceMemory reading(Long... bytes) {
        Iterator<Long> values = List.of(bytes).iterator();
        return new DeviceMemory(gpu -> {
            asked.add(gpu);
            return OptionalLong.of(values.next());
        });
    }

    @Test
    void what_others_have_taken_before_does_not_count() {
        DeviceMemory memory = reading(1_000_000_000L, 3_500_000_000L, 4_000_000_000L);
        memory.begin("gpu:1");
        memory.begin("gpu:1");
        assertThat(memory.gigabytes("gpu:1")).hasValue(2.5);
        assertThat(memory.gigabytes("gpu:1")).hasValue(3);
        assertThat(asked).containsOnly(1);
    }

    @Test
    void a_cpu_and_a_benchmark_without_a_device_are_not_asked() {
        for (String device : new String[] {"cpu", null}) {
            DeviceMemory memory = reading();
            memory.begin(device);
            assertThat(memory.gigabytes(device)).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void a_gpu_that_nobody_can_ask_has_no_figure() {
        DeviceMemory memory = new DeviceMemory(gpu -> OptionalLong.empty());
        memory.begin("gpu0");
        assertThat(memory.gigabytes("gpu0")).isEmpty();
    }
}
