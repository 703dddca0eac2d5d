package org.speechbench.engine;

import ai.djl.engine.EngineException;
import java.util.Locale;

/** Recognises errors that mean that a device or the machine has no memory left for an array. */
public final class OutOfMemory {
    private OutOfMemory() {}

    /**
     * Whether the engine failed for lack of memory. In that case all memory that the call had allocated is free again.
     */
    public static boolean is(Throwable failure) {
        if (!(failure instanceof EngineException)) {
            return false;
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }

    /**
     * The engine's own message: how much memory was requested and how much there is, in one line without a stack trace.
     */
    public static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("memory"))
                .findFirst()
                .orElse("out of memory")
                .replaceAll("^(RuntimeError|torch\\.OutOfMemoryError): ", "");
    }
}
