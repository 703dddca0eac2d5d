package org.speechbench.engine;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.Locale;

/** Recognises errors that mean that a device or the machine has no memory left for an array. */
public final class OutOfMemory {
    private static final List<String> CERTAIN = List.of("out of memory", "can't allocate memory", "not enough memory");

    /**
     * What CUDA's libraries say if they have no memory for their own use, and also at other times: cuDNN tries one algorithm
     * after another and then has none left, cuBLAS and cuDNN cannot create their handles, and cuFFT has no words for it
     * (pytorch issue 119420).
     */
    private static final List<String> LIKELY = List.of(
            "unable to find an engine to execute this computation",
            "cudnn_status_alloc_failed",
            "cudnn_status_internal_error_host_allocation_failed",
            "cublas_status_alloc_failed",
            "cufft_internal_error",
            "cufft_alloc_failed");

    private OutOfMemory() {}

    /**
     * Whether the engine failed for lack of memory. In that case all memory that the call had allocated is free again.
     */
    public static boolean is(Throwable failure) {
        return failure instanceof EngineException && hasAny(CERTAIN, String.valueOf(failure.getMessage()));
    }

    /**
     * Whether less work may help: the engine failed for lack of memory, or in a way in which it fails then and at other
     * times, so that a failure of the least work is another.
     */
    public static boolean isLikely(Throwable failure) {
        return is(failure)
                || (failure instanceof EngineException && hasAny(LIKELY, String.valueOf(failure.getMessage())));
    }

    private static boolean hasAny(List<String> texts, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return texts.stream().anyMatch(lower::contains);
    }

    /**
     * The engine's own message: how much memory was requested and how much there is, in one line without a stack trace.
     */
    public static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("memory") || hasAny(LIKELY, line))
                .findFirst()
                .orElse("out of memory")
                .replaceAll("^(RuntimeError|torch\\.OutOfMemoryError): ", "");
    }
}
