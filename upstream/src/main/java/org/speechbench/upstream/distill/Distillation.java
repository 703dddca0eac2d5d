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
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.distill.DistillOptions.Frames;
import org.speechbench.upstream.distill.DistillOptions.Heads;
import org.speechbench.upstream.distill.DistillOptions.Mask;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.pretrain.Objective;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.training.Statistic;

/**
 * The objective of a student: its heads predict states of the teacher, and the loss is the sum over targets and losses of
 * their weights times the mean over utterances, frames and dimensions.
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
        fragments.add(loss(heads.framesPerSecond(card.frameRate()), states.rate()));
        return provider.learner(
                engine,
                spec,
                training,
                new ObjectiveScript(
                        options.mask() == Mask.STUDENT, heads.parameters(PREDICTOR), fragments, statistics()));
    }

    /**
     * Checks without an engine whether the student can predict these states.
     *
     * @throws UserError if sizes, frames or layers do not fit
     */
    public void check(UpstreamSpec spec, TargetSpec.States states) {
        loss(heads(spec, states.size()).framesPerSecond(card.frameRate()), states.rate());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("distillation", options + " " + matching);
    }

    private StatePredictor heads(UpstreamSpec spec, int width) {
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

    Fragment loss(double predictions, double teacher) {
        long fewer = wholeRatio(teacher, predictions);
        long more = wholeRatio(predictions, teacher);
        if (fewer == 0 && more == 0) {
            throw new UserError(
                    "The student predicts " + predictions + " frames a second and its teacher has " + teacher
                            + ", of which neither is a multiple of the other.",
                    "Use a student whose frames are a multiple of the teacher's, or the other way round.");
        }
        return Fragment.of(Distillation.class, "distillation.py")
                .constant("MEAN_OF_TARGETS", matching.mean())
                .constant("WEIGHTS", matching.weights())
                .constant("SPANNED", options.frames() == Frames.MEAN ? Math.max(1, fewer) : 1)
                .constant("PREDICTION_REPEATED", options.frames() == Frames.REPEAT ? Math.max(1, fewer) : 1)
                .constant("TARGET_REPEATED", Math.max(1, more))
                .constant("L_ONE", options.weight(Loss.L1))
                .constant("MSE", options.weight(Loss.MSE))
                .constant("COSINE", options.weight(Loss.COSINE));
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
        targetNames().forEach(layer -> all.add(Statistic.perStep("layer_losses/" + layer)));
        return all;
    }

    /** Layers of the teacher; of a mean, its last one. */
    private List<Integer> targetNames() {
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
