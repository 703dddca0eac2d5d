package org.speechbench.upstream.pretrain;

import java.util.Map;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.training.StallWatch;
import org.speechbench.upstream.training.StepStatistics;

/** The cross-entropy of the classes of masked frames (HuBERT, section II.B), and optionally of unmasked ones. */
public final class MaskedPrediction implements Objective {
    /** The name of the objective; checkpoints without a name have this one. */
    public static final String NAME = "masked_prediction";

    private static final String LITTLE_DATA = "For little data set unmasked_weight to 0.5.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<TargetSpec.Classes> accepts() {
        return TargetSpec.Classes.class;
    }

    @Override
    public Pretrainable model(
            EngineContext engine,
            Pretraining provider,
            UpstreamSpec spec,
            PretrainOptions options,
            TargetSpec targets) {
        return provider.pretrainable(engine, spec, options, classes(targets));
    }

    @Override
    public Map<String, Double> report(StepStatistics steps, PretrainOptions options) {
        return MaskedStatistics.report(steps, options);
    }

    @Override
    public Map<String, Double> evaluation(StepStatistics dev) {
        return MaskedStatistics.ofDev(dev);
    }

    @Override
    public StallWatch stallWatch(TargetSpec targets) {
        return new StallWatch(MaskedStatistics.MASKED_LOSS, classes(targets), LITTLE_DATA);
    }

    private int classes(TargetSpec targets) {
        return accepts().cast(targets).count();
    }
}
