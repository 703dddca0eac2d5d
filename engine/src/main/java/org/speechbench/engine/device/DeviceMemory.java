package org.speechbench.engine.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.function.LongSupplier;

/**
 * The memory of a device in which values that are used again and again may stay.
 *
 * @param free the bytes that are free at the moment; 0 on a CPU, whose memory has the values anyway
 */
public record DeviceMemory(LongSupplier free) {
    /** What stays on a device takes at most one part of so many of its free memory; the rest is left to computations. */
    private static final int PARTS = 2;

    /** The memory of a GPU as its driver reports it, in which what PyTorch's allocator keeps for later counts as used. */
    public static DeviceMemory of(Device device) {
        return new DeviceMemory(() -> device.isGpu() ? free(device) : 0);
    }

    private static long free(Device gpu) {
        MemoryUsage memory = CudaUtils.getGpuMemory(gpu);
        return memory.getMax() - memory.getUsed();
    }

    /** Whether a number of bytes takes at most half of the memory that is free. */
    public boolean hasRoom(long bytes) {
        return bytes <= free.getAsLong() / PARTS;
    }
}
