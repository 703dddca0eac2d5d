package org.speechbench.engine.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * The factor that a loss is multiplied by before it is differentiated, so that small gradients do not vanish in fp16
 * (Micikevicius et al., Mixed Precision Training, arXiv 1710.03740, section 3.2). It is halved after gradients that are
 * not finite and doubled after 2,000 steps without any, as in PyTorch's GradScaler. In every other precision it is
 * always 1. It is stored on the device and never read back within a step.
 */
public final class LossScale implements AutoCloseable {
    private static final double FIRST = 65_536;
    private static final double LEAST = 1e-4;
    private static final int GROWTH_INTERVAL = 2000;

    private final NDManager manager;
    private final @Nullable Script script;
    private final NDArray scale;
    private final NDArray good;

    /**
     * The state of a loss scale.
     *
     * @param scale the factor
     * @param good steps with finite gradients since it last changed
     */
    public record State(double scale, long good) {
        /** The state in precisions that need no scaling. */
        public static final State FIXED = new State(1, 0);
    }

    private LossScale(NDManager manager, @Nullable Script script, double first) {
        this.manager = manager;
        this.script = script;
        this.scale = manager.create((float) first);
        this.good = manager.create(0f);
    }

    /** The scale that a precision needs, before the first step. */
    public static LossScale of(EngineContext engine, Precision precision) {
        return precision == Precision.FP16 ? dynamic(engine, FIRST, GROWTH_INTERVAL) : fixed(engine);
    }

    /** A scale of 1. */
    public static LossScale fixed(EngineContext engine) {
        return new LossScale(engine.manager().newSubManager(), null, 1);
    }

    static LossScale dynamic(EngineContext engine, double first, int growthInterval) {
        ScriptSource source = new ScriptSource(Precision.FP32)
                .add(Fragment.of(LossScale.class, "loss_scale.py").constant("GROWTH_INTERVAL", growthInterval));
        return new LossScale(engine.manager().newSubManager(), Script.load(engine, source), first);
    }

    /** The factor, one fp32 value on the device. */
    public NDArray array() {
        return scale;
    }

    /**
     * Updates the scale after a step.
     *
     * @param results owns intermediate arrays
     * @param norm of the step's gradients, as {@link AdamW#step} returns it
     */
    public void update(NDManager results, NDArray norm) {
        if (script != null) {
            script.call(results, "update", Arguments.of(scale, good, norm));
        }
    }

    /**
     * The state; read back from the device.
     *
     * @throws UserError if the scale has become so small that the gradients are useless
     */
    public State state() {
        if (script == null) {
            return State.FIXED;
        }
        double value = scale.getFloat();
        if (!(value >= LEAST)) {
            throw new UserError(
                    "The loss scale has fallen to " + value + ": gradients overflow fp16 at every step.",
                    "Lower learning_rate, or use precision bf16 or fp32.");
        }
        return new State(value, (long) good.getFloat());
    }

    /** Continues from a saved state. */
    public void restore(State state) {
        if (script != null) {
            try (NDManager m = manager.newSubManager()) {
                NDArray to = m.create(new float[] {(float) state.scale(), state.good()});
                script.call(m, "assign", Arguments.of(scale, good, to));
            }
        }
    }

    @Override
    public void close() {
        if (script != null) {
            script.close();
        }
        manager.close();
    }
}
