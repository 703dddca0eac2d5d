package org.speechbench.bench.jmh;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a fork has taken of a GPU's memory. The engine's allocator never gives memory back, so that what it has at the end
 * is the most that it needed. Other processes on that GPU falsify it.
 */
final class DeviceMemory {
    private final Function<Device, OptionalLong> used;
    private OptionalLong before = OptionalLong.empty();
    private boolean begun;

    /** @param used bytes of a device that are not free; empty if nobody knows */
    DeviceMemory(Function<Device, OptionalLong> used) {
        this.used = used;
    }

    /** Of the GPUs of this machine. */
    static DeviceMemory ofMachine() {
        return new DeviceMemory(DeviceMemory::used);
    }

    /**
     * Remembers what is taken already; later calls change nothing.
     *
     * @param device its name; null or a CPU's for nothing to measure
     */
    void begin(@Nullable String device) {
        if (!begun) {
            begun = true;
            before = gpuBytes(device);
        }
    }

    /** What was taken since, in GB; empty without a GPU. */
    OptionalDouble gigabytes(@Nullable String device) {
        OptionalLong now = gpuBytes(device);
        return before.isPresent() && now.isPresent()
                ? OptionalDouble.of(Math.max(0, now.getAsLong() - before.getAsLong()) / 1e9)
                : OptionalDouble.empty();
    }

    private OptionalLong gpuBytes(@Nullable String name) {
        if (name == null || !name.startsWith(Device.Type.GPU)) {
            return OptionalLong.empty();
        }
        // DJL writes gpu0 what is gpu:0 elsewhere.
        return used.apply(Device.fromName(name.replace(":", "")));
    }

    /** CUDA's runtime need not lie where DJL looks for it, though the engine has found it. */
    private static OptionalLong used(Device device) {
        try {
            return OptionalLong.of(CudaUtils.getGpuMemory(device).getCommitted());
        } catch (RuntimeException | LinkageError e) {
            return OptionalLong.empty();
        }
    }
}
