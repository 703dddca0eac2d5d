package org.speechbench.bench.jmh;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How much of a GPU's memory is taken, by all processes together. */
final class GpuMemory {
    private static final List<String> QUERY =
            List.of("nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits");
    private static final long PATIENCE_SECONDS = 20;
    private static final long MEBIBYTE = 1 << 20;

    private GpuMemory() {}

    /** By CUDA's runtime, which need not lie where DJL looks for it though the engine has its own; else by the driver. */
    static OptionalLong used(int gpu) {
        try {
            return OptionalLong.of(CudaUtils.getGpuMemory(Device.gpu(gpu)).getCommitted());
        } catch (RuntimeException | LinkageError e) {
            return ofTheOnlyOne(answer());
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

    /** Empty if the program is not there or does not answer. */
    private static String answer() {
        try {
            Process process = new ProcessBuilder(QUERY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
