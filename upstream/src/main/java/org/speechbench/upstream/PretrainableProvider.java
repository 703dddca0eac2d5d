package org.speechbench.upstream;

import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.TrainingCost;

/** An upstream that can be pre-trained. */
public interface PretrainableProvider extends UpstreamProvider {
    /**
     * A model at random initialisation (drawn from the options' seed), ready for training.
     *
     * @param classes number of target classes
     */
    Pretrainable pretrainable(EngineContext engine, UpstreamOptions options, PretrainOptions training, int classes);

    /**
     * Arithmetic of a training step.
     *
     * @param classes number of target classes
     * @param seconds length of a crop, which the cost of attention depends on
     */
    default TrainingCost trainingCost(UpstreamOptions options, int classes, double seconds) {
        return TrainingCost.UNKNOWN;
    }

    /**
     * What the published pre-training of an upstream heard. Nothing is published of other sizes than the papers', nor of
     * settings that change the network or its loss.
     */
    default PublishedSchedule publishedSchedule(UpstreamOptions options) {
        return PublishedSchedule.NONE;
    }
}
