package org.speechbench.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.util.Map;
import java.util.function.Supplier;
import org.speechbench.core.UserError;

/** The start of PyTorch through DJL: what DJL is told before, and what is said where it fails. */
final class PyTorchStart {
    private static final String INSTALLED = "PYTORCH_LIBRARY_PATH";
    private static final String FLAVOUR = "PYTORCH_FLAVOR";
    private static final String OFFLINE = "ai.djl.offline";

    private PyTorchStart() {}

    /**
     * Sets what DJL reads once, when it starts.
     *
     * @param environment of the process
     * @throws UserError if an installed PyTorch is named without its flavour, for which DJL assumes one that has no bridge
     */
    static void prepare(Map<String, String> environment) {
        if (!environment.getOrDefault(INSTALLED, "").isEmpty()
                && environment.getOrDefault(FLAVOUR, "").isEmpty()) {
            throw new UserError(
                    INSTALLED + " names an installed PyTorch, and " + FLAVOUR + " does not say what it was built for.",
                    "Set " + FLAVOUR + "=cpu or cu128, and PYTORCH_VERSION (docs/engines.md).");
        }
        // Without this, the start of the engine would be reported to its developers.
        System.setProperty("OPT_OUT_TRACKING", "true");
        // The profiling executor makes the first calls three times slower; the switch needs a started engine.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        // Where DJL finds no libraries that fit the machine, it would download others, for the CPU.
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
    }

    /**
     * @param start starts the engine
     * @throws UserError if it does not start
     */
    static Engine of(Supplier<Engine> start) {
        try {
            return start.get();
        } catch (EngineException | LinkageError e) {
            Throwable first = e;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            throw new UserError(
                    "PyTorch does not start: "
                            + String.valueOf(first.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("") + ".",
                    "'speechbench doctor' says what is missing. An engine for CUDA needs the CUDA runtime (libcudart.so) where"
                            + " Java looks for libraries; SPEECHBENCH_PROFILE chooses the engine (docs/engines.md).",
                    e);
        }
    }
}
