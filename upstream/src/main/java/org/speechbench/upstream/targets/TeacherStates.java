package org.speechbench.upstream.targets;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
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

    /**
     * The states of the teacher, and whether it can give what a student wants.
     *
     * @throws UserError that says what it cannot give
     */
    public TargetSpec.States check(TargetContext context, Knowledge knowledge) {
        UpstreamSpec spec = context.upstream(model());
        return frozen(context, spec, context.upstreams().describe(spec), knowledge, false)
                .spec();
    }

    private FrozenTeacher frozen(
            TargetContext context, UpstreamSpec spec, UpstreamCard card, Knowledge knowledge, boolean usesLabels) {
        Teaching.Facts facts = Teaching.facts(context.upstreams(), spec);
        if (!knowledge.isStates()) {
            knowledge.requireOf(spec.provider(), facts);
            requireCrops();
        }
        return new FrozenTeacher(context.upstreams(), spec, knowledge, facts, card, usesLabels);
    }

    private void requireCrops() {
        if (context != Context.CROP) {
            throw new UserError(
                    "The teacher has 'context: utterance', which keeps hidden states, and mask or losses want more of it.",
                    "Use 'context: crop'.");
        }
    }

    private List<Integer> chosen(UpstreamCard card) {
        layers.forEach(layer -> card.requireLayer(layer, "Correct targets.layers."));
        return layers.isEmpty() ? List.of(card.layers() - 1) : layers;
    }

    @Override
    public OpenTargets open(EngineContext engine, TargetContext context) {
        return open(engine, context, null);
    }

    /**
     * Opens the targets of a student.
     *
     * @param knowledge what it is given; null for the states of {@code layers}
     * @throws UserError that says what the teacher cannot give
     */
    public OpenTargets open(EngineContext engine, TargetContext context, @Nullable Knowledge knowledge) {
        UpstreamSpec spec = context.upstream(model());
        try (Upstream teacher = context.upstreams().open(engine, spec)) {
            FrozenTeacher frozen = frozen(
                    context,
                    spec.expecting(teacher.digest()),
                    teacher.card(),
                    knowledge == null ? Knowledge.ofStates(chosen(teacher.card())) : knowledge,
                    teacher.usesLabels() || LabelProvenance.of(spec.checkpointPath()));
            if (!frozen.knowledge().isStates()) {
                return new CropKnowledge(frozen);
            }
            return this.context == Context.CROP
                    ? new CropStates(frozen)
                    : new UtteranceStatesSource(frozen, context.cache());
        }
    }
}
