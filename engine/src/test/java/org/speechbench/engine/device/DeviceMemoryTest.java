package org.speechbench.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {
    @Test
    void values_may_take_half_of_what_is_free_at_the_moment() {
        AtomicLong free = new AtomicLong(1000);
        DeviceMemory memory = new DeviceMemory(free::get);
        assertThat(memory.hasRoom(500)).isTrue();
        assertThat(memory.hasRoom(501)).isFalse();
        free.set(1002);
        assertThat(memory.hasRoom(501)).isTrue();
    }

    @Test
    void nothing_is_kept_twice_on_a_cpu() {
        assertThat(DeviceMemory.of(Device.cpu()).hasRoom(1)).isFalse();
    }
}
