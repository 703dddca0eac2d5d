package org.speechbench.upstream.finetune;

import org.speechbench.core.Range;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.targets.ModelReference;
import org.speechbench.upstream.targets.TargetContext;
import org.speechbench.upstream.targets.TargetSource;

/**
 * The output of a fine-tuned phone recogniser for every frame (the idea of PBERT, arXiv 2206.10125). The first four
 * components are those of {@link ModelReference}.
 *
 * @param reachSeconds the duration by which a phone extends into the blanks around it; frames that are farther from any
 *     phone are silence
 */
public record PhoneCtc(String from, String checkpoint, String provider, String size, double reachSeconds)
        implements TargetSource {
    /** The defaults. */
    public PhoneCtc() {
        this("", "", "", "", 0.2);
    }

    @Override
    public String name() {
        return "phone_ctc";
    }

    @Override
    public void validate() {
        model().validate();
        Range.atLeast("targets.reach_seconds", reachSeconds, 0);
    }

    private ModelReference model() {
        return new ModelReference(from, checkpoint, provider, size);
    }

    @Override
    public String text() {
        return "phones that " + model().text() + " recognises";
    }

    @Override
    public String dependsOn() {
        return from;
    }

    @Override
    public boolean needsFinetuned() {
        return true;
    }

    @Override
    public String notCounted() {
        return checkpoint.isEmpty() ? "" : "the training of " + checkpoint;
    }

    @Override
    public void check(TargetContext context) {
        recogniser(context, context.upstream(model()));
    }

    @Override
    public LabelSource open(EngineContext engine, TargetContext context) {
        UpstreamSpec spec = context.upstream(model());
        return new PhoneCtcLabels(engine, recogniser(context, spec), spec, reachSeconds);
    }

    private static Finetuning recogniser(TargetContext context, UpstreamSpec spec) {
        return context.upstreams().require(spec.provider(), Finetuning.class, "be a recogniser");
    }
}
