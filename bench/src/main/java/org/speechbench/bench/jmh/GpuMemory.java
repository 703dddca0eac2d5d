package org.speechbench.bench.jmh;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;
import org.speechbench.engine.device.NvidiaSmi;

/** How much of a GPU's memory is taken, by all processes together. */
final class GpuMemory {
    private static final long MEBIBYTE = 1 << 20;

    private GpuMemory() {}

    /** By CUDA's runtime, which need not lie where DJL looks for it though the engine has its own; else by the driver. */
    static OptionalLong used(int gpu) {
        try {
            return OptionalLong.of(CudaUtils.getGpuMemory(Device.gpu(gpu)).getCommitted());
        } catch (RuntimeException | LinkageError e) {
            return ofTheOnlyOne(NvidiaSmi.query("memory.used", "csv,noheader,nounits"));
        }
    }

    /**
     * What {@code nvidia-smi} says of a machine with one GPU; of several nobody knows which of them the engine calls the
     * first.
     */
    static OptionalLong ofTheOnlyOne(String answer) {
        String mebibytes = answer.strip();
        return mebibytes.matches("\\d{1,9}")
                ? OptionalLong.of(MEBIBYTE * Long.parseLong(mebibytes))
                : OptionalLong.empty();
    }
}
