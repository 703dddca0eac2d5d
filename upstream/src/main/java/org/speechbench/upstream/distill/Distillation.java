package org.speechbench.upstream.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.distill.DistillOptions.Frames;
import org.speechbench.upstream.distill.DistillOptions.Heads;
import org.speechbench.upstream.distill.DistillOptions.Mask;
import org.speechbench.upstream.distill.Loss.Knows;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.pretrain.Objective;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.targets.Knowledge;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.training.Statistic;

/**
 * The objective of a student. Its loss is the sum over targets and losses of their weights times the {@link Loss}, plus that
 * of logits, which exists once.
 *
 * @param matching the layers, as resolved for this student and this teacher
 * @param card of the student
 * @param own the heads of the student's paper; null if it has none
 */
public record Distillation(
        DistillOptions options, LayerMatching matching, UpstreamCard card, @Nullable StudentHeads own)
        implements Objective {
    /** The name of the objective in results and checkpoints. */
    public static final String NAME = "distillation";

    /** The prefix of the parameters of heads. */
    private static final String PREDICTOR = "predictor.";

    private static final String DEV = "dev_";

    /** The place of targets that there are none of. */
    private static final int ABSENT = -1;

    /** The losses in a few words. */
    public String text() {
        return options.losses().keySet().stream().map(Loss::id).collect(Collectors.joining(" and "));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<TargetSpec.States> accepts() {
        return TargetSpec.States.class;
    }

    @Override
    public Pretrainable model(
            EngineContext engine,
            Pretraining provider,
            UpstreamSpec spec,
            PretrainOptions training,
            TargetSpec targets) {
        TargetSpec.States states = accepts().cast(targets);
        StatePredictor heads = heads(spec, states.size());
        Kernels kernels = Kernels.of(training, spec.precision(), engine);
        List<Fragment> fragments = new ArrayList<>(heads.fragments(kernels));
        fragments.addAll(loss(heads.framesPerSecond(card.frameRate()), states.rate()));
        List<ParameterSpec> parameters = new ArrayList<>(heads.parameters(PREDICTOR));
        if (options.compares(Knows.LOGITS)) {
            Initializer start = Initializer.fanIn(card.hiddenSize());
            parameters.addAll(new ParameterList("")
                    .linear("logits", card.hiddenSize(), states.classes(), start, start)
                    .list());
        }
        return provider.learner(
                engine,
                spec,
                training,
                new ObjectiveScript(
                        options.mask() != Mask.NONE, parameters, fragments, statistics(), options.comparesAttention()));
    }

    /** What the teacher has to give. */
    public Knowledge knowledge() {
        return new Knowledge(
                comparedBy(Knows.STATES),
                options.mask() == Mask.BOTH,
                comparedBy(Knows.QUERIES_AND_KEYS),
                comparedBy(Knows.VALUES),
                options.compares(Knows.LOGITS));
    }

    private List<Integer> comparedBy(Knows what) {
        return options.compares(what) ? matching.teacher() : List.of();
    }

    /**
     * Checks without an engine whether the student can learn from this teacher.
     *
     * @param attentionHeads of the student, see {@link org.speechbench.upstream.targets.Teaching.Facts}
     * @throws UserError if sizes, frames, layers or heads do not fit
     */
    public void check(UpstreamSpec spec, TargetSpec.States states, int attentionHeads) {
        double predictions = heads(spec, states.size()).framesPerSecond(card.frameRate());
        loss(predictions, states.rate());
        if (options.mask() == Mask.BOTH) {
            requireStatesAlone();
            requireEqualRates("'mask: both' compares", predictions, states.rate());
        }
        if (options.comparesAttention()) {
            requireEqualRates("losses of attention compare", card.frameRate(), states.rate());
            requireHeads(spec, states, attentionHeads);
        }
        if (options.compares(Knows.LOGITS)) {
            requireEqualRates("the loss 'logits' compares", card.frameRate(), states.rate());
        }
    }

    private void requireStatesAlone() {
        for (Loss loss : parts()) {
            if (loss.knows() != Knows.STATES) {
                throw new UserError(
                        "'mask: both' compares states with those of two passes of the teacher, and the loss '"
                                + loss.id() + "' has no second pass.",
                        "Use 'mask: student', or leave the loss out.");
            }
        }
    }

    private static void requireEqualRates(String what, double student, double teacher) {
        if (Math.abs(student - teacher) > 1e-6 * teacher) {
            throw new UserError(
                    "The student has " + student + " frames a second and its teacher " + teacher + ", and " + what
                            + " frames one to one.",
                    "Use a student with as many frames as its teacher.");
        }
    }

    private void requireHeads(UpstreamSpec spec, TargetSpec.States states, int attentionHeads) {
        if (matching.mean()) {
            throw new UserError(
                    "targets.mean_of_last is a mean of states, and losses of attention compare single layers.",
                    "Use targets.layers or targets.layer_to_layer.");
        }
        if (attentionHeads == 0) {
            throw new UserError(
                    "The student " + spec.provider() + " does not give the queries, keys and values of its attention.",
                    "Leave out the losses of attention, or use a student with plain attention.");
        }
        if (matching.student().contains(0)) {
            throw new UserError(
                    "Losses of attention name layer 0 of the student, which is the input of the first layer.",
                    "Name layers from 1 on in targets.student_layers.");
        }
        if (attentionHeads != states.heads()) {
            throw new UserError(
                    "The student has " + attentionHeads + " attention heads and its teacher " + states.heads()
                            + ", and losses of attention compare head with head.",
                    "Set attention_heads of the student to " + states.heads() + ".");
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("distillation", options + " " + matching);
    }

    private StatePredictor heads(UpstreamSpec spec, int width) {
        if (!options.compares(Knows.STATES)) {
            return new NoHeads(List.of(), width);
        }
        if (options.heads() == Heads.NONE) {
            if (card.hiddenSize() != width) {
                throw new UserError(
                        "The states of " + spec.provider() + " have size " + card.hiddenSize()
                                + ", those of its teacher " + width + ", and there are no heads between them.",
                        "Leave heads out, or use linear ones.");
            }
            return new NoHeads(matching.student(), width);
        }
        if (options.heads() == Heads.AUTO && own != null) {
            return own.heads(spec, matching, width);
        }
        return new LinearHeads(matching.student(), card.hiddenSize(), width, options.heads() == Heads.SHARED);
    }

    List<Fragment> loss(double predictions, double teacher) {
        long fewer = wholeRatio(teacher, predictions);
        long more = wholeRatio(predictions, teacher);
        if (fewer == 0 && more == 0) {
            throw new UserError(
                    "The student predicts " + predictions + " frames a second and its teacher has " + teacher
                            + ", of which neither is a multiple of the other.",
                    "Use a student whose frames are a multiple of the teacher's, or the other way round.");
        }
        Knowledge given = knowledge();
        int states = given.layers().size() * (given.masked() ? 2 : 1);
        int queries = 2 * given.queries().size();
        return List.of(
                Fragment.of(Distillation.class, "distillation.py")
                        .constant("WEIGHTS", matching.weights())
                        .constant("FACTORS", List.copyOf(options.losses().values()))
                        .constant("LOGITS", options.weight(Loss.LOGITS)),
                Fragment.of(Distillation.class, "state_losses.py")
                        .constant("LAYERS", given.layers().size())
                        .constant("BOTH_MASKED", given.masked())
                        .constant(
                                "MEAN_OF_TARGETS",
                                matching.mean() && !given.layers().isEmpty())
                        .constant("SPANNED", options.frames() == Frames.MEAN ? Math.max(1, fewer) : 1)
                        .constant("PREDICTION_REPEATED", options.frames() == Frames.REPEAT ? Math.max(1, fewer) : 1)
                        .constant("TARGET_REPEATED", Math.max(1, more))
                        .constant("L_ONE", uses(Loss.L1))
                        .constant("MSE", uses(Loss.MSE))
                        .constant("COSINE", uses(Loss.COSINE)),
                Fragment.of(Distillation.class, "attention_losses.py")
                        .constant("FROM", matching.student())
                        .constant("QUERIES", queries == 0 ? ABSENT : states)
                        .constant("VALUES", given.values().isEmpty() ? ABSENT : states + queries)
                        .constant("SCORES", uses(Loss.ATTENTION_SCORES))
                        .constant("MAPS", uses(Loss.ATTENTION_KL)),
                Fragment.of(Distillation.class, "logits_loss.py").constant("TEMPERATURE", options.temperature()));
    }

    private boolean uses(Loss loss) {
        return options.weight(loss) > 0;
    }

    /** How many times the second goes into the first; 0 if not a whole number of times. */
    private static long wholeRatio(double first, double second) {
        long ratio = Math.round(first / second);
        return ratio >= 1 && Math.abs(ratio * second - first) < 1e-6 * first ? ratio : 0;
    }

    /** The loss, each of its parts, and the loss of each target without its weight. */
    private List<Statistic> statistics() {
        List<Statistic> all = new ArrayList<>();
        all.add(Statistic.perStep(TrainingEvent.LOSS));
        parts().forEach(loss -> all.add(Statistic.perStep(loss.id())));
        layerNames().forEach(layer -> all.add(Statistic.perStep("layer_losses/" + layer)));
        return all;
    }

    /** Layers of the teacher whose losses are told apart; of a mean, its last one. */
    private List<Integer> layerNames() {
        if (!options.compares(Knows.STATES) && !options.comparesAttention()) {
            return List.of();
        }
        List<Integer> layers = matching.teacher();
        return matching.mean() ? List.of(layers.get(layers.size() - 1)) : layers;
    }

    private List<Loss> parts() {
        return List.copyOf(options.losses().keySet());
    }

    @Override
    public List<String> columns() {
        return parts().stream()
                .flatMap(loss -> Stream.of(loss.id(), DEV + loss.id()))
                .toList();
    }
}
