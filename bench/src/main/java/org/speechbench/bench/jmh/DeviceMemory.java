package org.speechbench.bench.jmh;

import ai.djl.Device;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a fork has taken of a GPU's memory. The engine's allocator never gives memory back, so that what it has at the end
 * is the most that it needed. Other processes on that GPU falsify it.
 */
final class DeviceMemory {
    private final IntFunction<OptionalLong> used;
    private OptionalLong before = OptionalLong.empty();
    private boolean begun;

    /** @param used bytes of a GPU, by its number, that are not free; empty if nobody knows */
    DeviceMemory(IntFunction<OptionalLong> used) {
        this.used = used;
    }

    /**
     * Remembers what is taken already; later calls change nothing.
     *
     * @param device its name, such as {@code gpu:0}; null or a CPU's for nothing to measure
     */
    void begin(@Nullable String device) {
        if (!begun) {
            begun = true;
            before = bytes(device);
        }
    }

    /** What was taken since, in GB; empty without a GPU. */
    OptionalDouble gigabytes(@Nullable String device) {
        OptionalLong now = bytes(device);
        return before.isPresent() && now.isPresent()
                ? OptionalDouble.of(Math.max(0, now.getAsLong() - before.getAsLong()) / 1e9)
                : OptionalDouble.empty();
    }

    private OptionalLong bytes(@Nullable String device) {
        if (device == null || !device.startsWith(Device.Type.GPU)) {
            return OptionalLong.empty();
        }
        String number = device.replaceAll("\\D", "");
        return used.apply(number.isEmpty() ? 0 : Integer.parseInt(number));
    }
}
