package org.speechbench.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.speechbench.core.UserError;

/** Tries a small product in a precision, because old engines do not support all precisions on all devices. */
final class PrecisionTrial {
    private static final String SOURCE =
            """
              def product(self, x: Tensor) -> Tensor:
                h = torch.to(x, DTYPE)
                return torch.to(torch.bmm(torch.unsqueeze(torch.linear(h, h), 0), torch.unsqueeze(h, 0)), 6)
            """;

    private PrecisionTrial() {}

    /** @throws UserError if the engine refuses it */
    static void run(EngineContext engine, Precision precision) {
        if (precision.scalarType() == Precision.FP32.scalarType()) {
            return;
        }
        try (Script script = Script.load(engine, new ScriptSource(precision).add(Fragment.text("trial", SOURCE)));
                NDManager m = engine.manager().newSubManager()) {
            script.callOne(m, "product", Arguments.of(m.ones(new Shape(2, 2)))).toFloatArray();
        } catch (EngineException e) {
            throw new UserError(
                    engine.version() + " does not compute in " + precision.id() + " on " + engine.device() + ".",
                    "Use another --precision, or a newer engine; see 'Engines' in README.md.",
                    e);
        }
    }
}
