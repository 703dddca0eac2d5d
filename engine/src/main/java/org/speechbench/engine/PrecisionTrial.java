package org.speechbench.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;

/**
 * Finds out whether a device computes in a precision, before anything else is computed: by the compute capability of a GPU,
 * and by small operations of the kinds that networks consist of, since each kind has kernels of its own, and an engine may lack
 * some of them.
 */
final class PrecisionTrial {
    private static final Fragment OPERATIONS = Fragment.of(PrecisionTrial.class, "precision_trial.py");
    private static final int FRAMES = 32;
    private static final int CHANNELS = 64;
    private static final int GROUPS = 16;

    /** The methods of the script, with what they compute. */
    private static final Map<String, String> KINDS = kinds();

    private PrecisionTrial() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("product", "matrix products");
        kinds.put("convolution", "convolutions");
        kinds.put("grouped_convolution", "grouped convolutions");
        kinds.put("attention", "attention in one kernel");
        return kinds;
    }

    /**
     * Refuses a precision that a GPU does not have in hardware. An engine emulates some of its operations, many times slower
     * than fp32, and has none for others.
     *
     * @param gpu its name, for messages
     * @param digits of its compute capability as DJL writes them, without a point: the last one is the minor version
     * @throws UserError if the precision is bf16 or tf32, and the GPU is older
     */
    static void requireNative(Precision precision, String gpu, String digits) {
        double capability = Integer.parseInt(digits) / 10.0;
        boolean onlyNative = precision == Precision.BF16 || precision == Precision.TF32;
        if (onlyNative && capability < precision.nativeFrom()) {
            throw new UserError(
                    gpu + " has compute capability " + capability + ", and " + precision.id() + " begins with "
                            + precision.nativeFrom() + " (A100, RTX 30).",
                    capability >= Precision.FP16.nativeFrom()
                            ? "Use --precision fp16, which this GPU has, or fp32."
                            : "Use --precision fp32.");
        }
    }

    /**
     * Tries one operation of each kind, forward and backward.
     *
     * @throws UserError that names the first kind which the engine refuses
     */
    static void require(EngineContext engine, Precision precision) {
        if (precision.scalarType() != Precision.FP32.scalarType()) {
            require(engine, precision, OPERATIONS);
        }
    }

    /** @param operations has a method for each kind */
    static void require(EngineContext engine, Precision precision, Fragment operations) {
        ScriptSource source =
                new ScriptSource(precision).add(Fragment.GRADIENTS).add(operations);
        try (Script script = Script.load(engine, source);
                NDManager m = engine.manager().newSubManager()) {
            Arguments arguments = Arguments.of(
                    m.ones(new Shape(1, FRAMES, FRAMES)),
                    m.ones(new Shape(CHANNELS, FRAMES, 1, 3)),
                    m.ones(new Shape(CHANNELS, FRAMES / GROUPS, 1, 8)));
            KINDS.forEach((method, what) -> attempt(engine, precision, what, () -> script.callOne(m, method, arguments)
                    .toFloatArray()));
        }
    }

    private static void attempt(EngineContext engine, Precision precision, String what, Runnable operation) {
        try {
            operation.run();
        } catch (EngineException e) {
            throw new UserError(
                    engine.version() + " does not compute " + what + " in " + precision.id() + " on " + engine.device()
                            + ": " + reason(e) + ".",
                    "Use another --precision, or a newer engine; see docs/engines.md.",
                    e);
        }
    }

    /** The line of the engine's message that is not about the place in a script. */
    private static String reason(EngineException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("Error: "))
                .reduce((first, last) -> last)
                .orElse("no reason is given")
                .replaceFirst("\\.$", "");
    }
}
