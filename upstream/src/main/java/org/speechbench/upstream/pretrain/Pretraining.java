package org.speechbench.upstream.pretrain;

import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.UpstreamSpec;

/** The capability of an upstream that can be pre-trained. */
public interface Pretraining {
    /**
     * A model at random initialisation (drawn from the spec's seed), ready for training.
     *
     * @param classes number of target classes
     */
    Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes);

    /**
     * Arithmetic of a training step.
     *
     * @param classes number of target classes
     * @param seconds length of a crop, which the cost of attention depends on
     */
    default StepFlops stepFlops(UpstreamSpec spec, int classes, double seconds) {
        return StepFlops.UNKNOWN;
    }

    /**
     * What the published pre-training of an upstream heard. Nothing is published of other sizes than the papers', nor of
     * settings that change the network or its loss.
     */
    default PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        return PublishedSchedule.NONE;
    }
}
