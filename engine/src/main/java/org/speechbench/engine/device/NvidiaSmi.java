package org.speechbench.engine.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The command-line program of NVIDIA's driver. */
public final class NvidiaSmi {
    private static final long PATIENCE_SECONDS = 20;

    private NvidiaSmi() {}

    /**
     * The fields of every GPU as comma-separated lines without a header; empty if the program does not exist or does
     * not answer.
     *
     * @param fields as its {@code --query-gpu} takes them
     * @param format as its {@code --format} takes it
     */
    public static String query(String fields, String format) {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=" + fields, "--format=" + format)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
            process.destroyForcibly();
        } catch (IOException e) {
            // The program does not exist.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }
}
