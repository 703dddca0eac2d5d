package org.speechbench.bench.jmh;

import ai.djl.Device;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The GPU memory that a fork has taken. The engine's allocator never returns memory, so the amount at the end is the
 * maximum. Other processes on that GPU distort it.
 */
final class DeviceMemory {
    private final IntFunction<OptionalLong> used;
    private OptionalLong before = OptionalLong.empty();
    private boolean begun;

    /** @param used bytes of a GPU, by its number, that are not free; empty if not known */
    DeviceMemory(IntFunction<OptionalLong> used) {
        this.used = used;
    }

    /**
     * Records the memory that is already taken; later calls have no effect.
     *
     * @param device name of the device, such as {@code gpu:0}; nothing is measured for null or a CPU
     */
    void begin(@Nullable String device) {
        if (!begun) {
            begun = true;
            before = bytes(device);
        }
    }

    /** The memory taken since then, in GB; empty without a GPU. */
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
