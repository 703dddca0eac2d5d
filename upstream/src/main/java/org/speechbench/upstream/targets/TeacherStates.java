package org.speechbench.upstream.targets;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;

/**
 * The hidden states of a frozen upstream, the teacher. The first four components are those of {@link ModelReference}.
 *
 * @param layers whose states are targets, 0 for the input of the first Transformer layer; empty for the last one
 * @param context what the teacher is given
 */
public record TeacherStates(
        String from, String checkpoint, String provider, String size, List<Integer> layers, Context context)
        implements TargetSource {
    /** What the teacher is given. */
    public enum Context {
        /** The crops of each step, in the step. */
        @JsonProperty("crop")
        CROP,
        /**
         * Whole utterances, once for all steps: their states are kept where hidden states are, in bf16, and crops begin where
         * frames of the teacher begin.
         */
        @JsonProperty("utterance")
        UTTERANCE
    }

    public TeacherStates {
        layers = List.copyOf(layers);
    }

    /** The defaults. */
    public TeacherStates() {
        this("", "", "", "", List.of(), Context.CROP);
    }

    /** The same teacher with other layers. */
    public TeacherStates with(List<Integer> others) {
        return new TeacherStates(from, checkpoint, provider, size, others, context);
    }

    @Override
    public String name() {
        return "teacher_states";
    }

    @Override
    public void validate() {
        model().validate();
    }

    /** The teacher. */
    public ModelReference model() {
        return new ModelReference(from, checkpoint, provider, size);
    }

    @Override
    public Class<? extends TargetSpec> gives() {
        return TargetSpec.States.class;
    }

    @Override
    public String text() {
        return (layers.isEmpty() ? "last layer" : "layers " + layers) + " of " + model().text();
    }

    @Override
    public String dependsOn() {
        return from;
    }

    @Override
    public String notCounted() {
        return checkpoint.isEmpty() ? "" : "the training of " + checkpoint;
    }

    @Override
    public void check(TargetContext context) {
        chosen(context.upstreams().describe(context.upstream(model())));
    }

    private List<Integer> chosen(UpstreamCard card) {
        layers.forEach(layer -> card.requireLayer(layer, "Correct targets.layers."));
        return layers.isEmpty() ? List.of(card.layers() - 1) : layers;
    }

    @Override
    public OpenTargets open(EngineContext engine, TargetContext context) {
        UpstreamSpec spec = context.upstream(model());
        try (Upstream teacher = context.upstreams().open(engine, spec)) {
            FrozenTeacher frozen = new FrozenTeacher(
                    context.upstreams(),
                    spec.expecting(teacher.digest()),
                    chosen(teacher.card()),
                    teacher.card(),
                    teacher.usesLabels() || LabelProvenance.of(spec.checkpointPath()));
            return this.context == Context.CROP
                    ? new CropStates(frozen)
                    : new UtteranceStatesSource(frozen, context.cache());
        }
    }
}
