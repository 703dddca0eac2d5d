package org.speechbench.bench.jmh;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;
import org.speechbench.engine.device.NvidiaSmi;

/** How much memory of a GPU is taken by all processes together. */
final class GpuMemory {
    private static final long MEBIBYTE = 1 << 20;

    private GpuMemory() {}

    /**
     * According to CUDA's runtime, which DJL may not find although the engine has its own, or else according to the
     * driver.
     */
    static OptionalLong used(int gpu) {
        try {
            return OptionalLong.of(CudaUtils.getGpuMemory(Device.gpu(gpu)).getCommitted());
        } catch (RuntimeException | LinkageError e) {
            return ofTheOnlyOne(NvidiaSmi.query("memory.used", "csv,noheader,nounits"));
        }
    }

    /**
     * The answer of {@code nvidia-smi} on a machine with one GPU; with several it is not known which is the engine's
     * first.
     */
    static OptionalLong ofTheOnlyOne(String answer) {
        String mebibytes = answer.strip();
        return mebibytes.matches("\\d{1,9}")
                ? OptionalLong.of(MEBIBYTE * Long.parseLong(mebibytes))
                : OptionalLong.empty();
    }
}
