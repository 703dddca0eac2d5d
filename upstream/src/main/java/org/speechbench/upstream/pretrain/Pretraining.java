package org.speechbench.upstream.pretrain;

import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.UpstreamSpec;

/** The capability of an upstream that can be pre-trained. */
public interface Pretraining {
    /**
     * A model with random weights (drawn from the spec's seed), ready for training.
     *
     * @param classes number of target classes
     */
    Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes);

    /**
     * A model with random weights that learns by another objective than masked prediction.
     *
     * @throws UserError if the network learns by masked prediction only
     */
    default Pretrainable learner(
            EngineContext engine, UpstreamSpec spec, PretrainOptions training, ObjectiveScript objective) {
        throw new UserError(
                "Upstream " + spec.provider() + " learns by masked prediction only.",
                "Leave 'objective' out, or use another upstream.");
    }

    /**
     * The floating-point operations of a training step.
     *
     * @param classes number of target classes
     * @param seconds length of a crop, which the cost of attention depends on
     */
    default StepFlops stepFlops(UpstreamSpec spec, int classes, double seconds) {
        return StepFlops.UNKNOWN;
    }

    /**
     * The schedule of the published pre-training of an upstream. It is empty for sizes that are not in the papers, and
     * for settings that change the network or its loss.
     */
    default PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        return PublishedSchedule.NONE;
    }
}
