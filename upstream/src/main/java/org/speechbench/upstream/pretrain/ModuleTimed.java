package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDManager;

/** A model that can say where the time of a step goes. */
public interface ModuleTimed {
    /**
     * Gradients and the time that each module took.
     *
     * @param gradients as {@link Pretrainable#gradients} gives them with all layers kept, but for rounding
     */
    record TimedGradients(Pretrainable.Gradients gradients, ModuleTimes times) {}

    /**
     * The same step, differentiated module by module in the reverse order, with a clock read between two of them. On a
     * device that computes asynchronously the times are those of queueing.
     *
     * @param results owns the returned arrays
     */
    TimedGradients timedGradients(NDManager results, PretrainBatch batch);
}
