package org.speechbench.engine.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * Clipping of gradients by their common norm, for parameters that are divided among several optimisers. A single
 * optimiser does its own clipping, see {@link AdamOptions#clip}.
 */
public final class GradientClip implements AutoCloseable {
    private final Script script;

    /**
     * Gradients after clipping, not yet read back from the device.
     *
     * @param norm of all gradients together before clipping, without the loss scale
     * @param gradients without the loss scale; NaN if the norm is not finite
     */
    public record Clipped(NDArray norm, List<NDArray> gradients) {}

    /** @param largest the largest norm of the gradients after clipping, positive infinity for no limit */
    public GradientClip(EngineContext engine, double largest) {
        this.script = Script.load(
                engine,
                new ScriptSource(Precision.FP32)
                        .add(Fragment.of(GradientClip.class, "gradient_clip.py")
                                .constant("CLIP", Math.min(largest, 1e30))));
    }

    /**
     * Clips the gradients of a loss that was multiplied by a factor.
     *
     * @param results owns what is returned
     * @param lossScale the factor, one value on the device
     */
    public Clipped clip(NDManager results, List<NDArray> gradients, NDArray lossScale) {
        NDList out = script.call(results, "clip", Arguments.of().add(gradients).add(lossScale));
        return new Clipped(out.get(0), out.subList(1, out.size()));
    }

    @Override
    public void close() {
        script.close();
    }
}
