package org.speechbench.engine.optim;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101) and clipping by the global norm, in one
 * script call per step that updates the parameters in place. Without weight decay it is Adam. A step whose gradients
 * have a norm that is not finite changes nothing and is counted. Nothing is read back from the device.
 */
public final class AdamW implements AutoCloseable {
    private final NDManager manager;
    private final NDManager host;
    private final Script script;
    private final String method;
    private final List<NDArray> parameters;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final NDArray steps;
    private final NDArray skipped;
    private final NDArray unscaled;

    /**
     * The number of steps of an optimiser.
     *
     * @param steps updates
     * @param skipped updates left out because gradients were not finite
     */
    public record Counts(long steps, long skipped) {}

    private AdamW(NDManager manager, Script script, String method, List<NDArray> parameters) {
        this.manager = manager;
        this.host = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        this.script = script;
        this.method = method;
        this.parameters = List.copyOf(parameters);
        this.means = parameters.stream().map(p -> manager.zeros(p.getShape())).toList();
        this.squares = parameters.stream().map(p -> manager.zeros(p.getShape())).toList();
        this.steps = manager.create(0f);
        this.skipped = manager.create(0f);
        this.unscaled = manager.create(1f);
    }

    /**
     * An optimiser at step 0.
     *
     * @param parameters fp32 and contiguous; written to by every step
     */
    public static AdamW create(EngineContext engine, List<NDArray> parameters, AdamOptions options) {
        Script script = Script.load(engine, source(options));
        String method = fusedWorks(engine, script) ? "fused" : "foreach";
        return new AdamW(engine.manager().newSubManager(), script, method, parameters);
    }

    /**
     * An optimiser at step 0 that clips and updates one parameter after another, as published code without a fused
     * optimiser does; it is equal to {@link #create} except for rounding, and slow.
     *
     * @param parameters fp32 and contiguous; written to by every step
     */
    public static AdamW separate(EngineContext engine, List<NDArray> parameters, AdamOptions options) {
        Script script = Script.load(engine, source(options));
        return new AdamW(engine.manager().newSubManager(), script, "separate", parameters);
    }

    private static ScriptSource source(AdamOptions options) {
        return new ScriptSource(Precision.FP32)
                .add(Fragment.of(AdamW.class, "adamw.py")
                        .constant("BETA1", options.beta1())
                        .constant("BETA2", options.beta2())
                        .constant("EPSILON", options.epsilon())
                        .constant("DECAY", options.weightDecay())
                        .constant("CLIP", Math.min(options.clip(), 1e30)));
    }

    /**
     * The fused kernel compiles everywhere, but older engines (PyTorch 2.0) refuse to run it on the CPU, and compare strides:
     * the gradient of a weight with a dimension of 1 may have others there, though it is contiguous.
     */
    private static boolean fusedWorks(EngineContext engine, Script script) {
        try (NDManager trial = engine.manager().newSubManager()) {
            List<NDArray> p = List.of(trial.zeros(new Shape(1, 1, 128)), trial.zeros(new Shape(512, 1, 10)));
            List<NDArray> g = List.of(
                    trial.zeros(new Shape(128, 1, 1)).swapAxes(0, 2),
                    trial.zeros(new Shape(1, 512, 10)).swapAxes(0, 1));
            Arguments a = Arguments.of()
                    .add(p)
                    .add(g)
                    .add(p.stream().map(NDArray::duplicate).toList())
                    .add(p.stream().map(NDArray::duplicate).toList())
                    .add(trial.create(0f))
                    .add(trial.create(0f))
                    .add(trial.create(0f))
                    .add(trial.create(1f));
            script.call(trial, "fused", a);
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /**
     * @param results owns the returned array
     * @param gradients in the order of the parameters, of the same shapes; overwritten
     * @return norm of all gradients together before clipping, one fp32 value that is not yet read back
     */
    public NDArray step(NDManager results, double learningRate, List<NDArray> gradients) {
        return step(results, learningRate, gradients, unscaled);
    }

    /**
     * Updates the parameters with the gradients of a loss that was multiplied by a factor.
     *
     * @param results owns the returned array
     * @param gradients in the order of the parameters, of the same shapes; overwritten
     * @param lossScale the factor, one value on the device
     * @return norm of all gradients together without the factor, before clipping, not yet read back
     */
    public NDArray step(NDManager results, double learningRate, List<NDArray> gradients, NDArray lossScale) {
        if (gradients.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    gradients.size() + " gradients for " + parameters.size() + " parameters");
        }
        try (NDArray rate = host.create(learningRate)) {
            Arguments a = Arguments.of()
                    .add(parameters)
                    .add(gradients)
                    .add(means)
                    .add(squares)
                    .add(steps)
                    .add(skipped)
                    .add(rate)
                    .add(lossScale);
            return script.callOne(results, method, a);
        }
    }

    /** Whether one kernel updates all parameters. */
    boolean isFused() {
        return method.equals("fused");
    }

    /** Running means of the gradients, in the order of the parameters. */
    public List<NDArray> means() {
        return means;
    }

    /** Running means of the squared gradients, in the order of the parameters. */
    public List<NDArray> squares() {
        return squares;
    }

    /** Number of updates so far, without skipped ones; read back from the device. */
    public long steps() {
        return (long) steps.getFloat();
    }

    /** Number of steps that were skipped because of gradients that are not finite; read back from the device. */
    public long skipped() {
        return (long) skipped.getFloat();
    }

    /** Numbers of updates and of skipped steps so far; read back from the device. */
    public Counts counts() {
        return new Counts(steps(), skipped());
    }

    /**
     * Continues from a saved state by writing it into this optimiser and into the parameters. Lists are in the order of
     * the parameters.
     */
    public void restore(
            List<NDArray> savedParameters, List<NDArray> savedMeans, List<NDArray> savedSquares, Counts counts) {
        assign(parameters, savedParameters);
        assign(means, savedMeans);
        assign(squares, savedSquares);
        assign(List.of(steps), List.of(manager.create((float) counts.steps())));
        assign(List.of(skipped), List.of(manager.create((float) counts.skipped())));
    }

    private void assign(List<NDArray> to, List<NDArray> from) {
        if (to.size() != from.size()) {
            throw new IllegalArgumentException(from.size() + " saved arrays for " + to.size());
        }
        try (NDManager results = manager.newSubManager()) {
            script.call(results, "assign", Arguments.of().add(to).add(from));
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
        host.close();
    }
}
