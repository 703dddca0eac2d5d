package org.speechbench.upstream.pretrain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.upstream.training.Statistic;
import org.speechbench.upstream.training.StepStatistics;

/** The statistics of a step of masked prediction. */
public final class MaskedStatistics {
    static final String MASKED_LOSS = "masked_loss";
    static final String MASKED_ACCURACY = "masked_accuracy";
    static final String UNMASKED_ACCURACY = "unmasked_accuracy";
    private static final String UNMASKED_LOSS = "unmasked_loss";
    private static final String MASKED = "masked_frames";
    private static final String UNMASKED = "unmasked_frames";
    private static final String PENALTY = "feature_penalty";
    private static final String PREDICTIONS = "predictions";

    private MaskedStatistics() {}

    /**
     * The statistics: summed cross-entropy over masked and over unmasked frames, the numbers of correct frames of both,
     * the numbers of frames of both, the mean square of the front end's output; then the cross-entropy over masked
     * frames for each layer; then, for each class, the number of masked frames for which it is the most likely one. If
     * there are several layers, the first four are means over them.
     *
     * @param layers from 1 that heads predict from, the main one last; empty if layers are not distinguished
     * @param classes 0 if classes are not distinguished
     */
    public static List<Statistic> of(List<Integer> layers, int classes) {
        List<Statistic> all = new ArrayList<>(List.of(
                Statistic.per(MASKED, MASKED_LOSS),
                Statistic.per(UNMASKED, UNMASKED_LOSS),
                Statistic.per(MASKED, MASKED_ACCURACY),
                Statistic.per(UNMASKED, UNMASKED_ACCURACY),
                Statistic.sum(MASKED, 1),
                Statistic.sum(UNMASKED, 1),
                Statistic.perStep(PENALTY)));
        layers.forEach(layer -> all.add(Statistic.per(MASKED, "layer_losses/" + layer)));
        all.add(Statistic.sum(PREDICTIONS, classes));
        return all;
    }

    /**
     * The values that are logged for a number of steps: all statistics, the loss that was minimised and the use of
     * classes.
     */
    static Map<String, Double> report(StepStatistics steps, PretrainOptions options) {
        Map<String, Double> values = new LinkedHashMap<>();
        steps.names().forEach(name -> values.put(name, steps.value(name)));
        List.of(MASKED, UNMASKED, PENALTY).forEach(values::remove);
        values.put(TrainingEvent.LOSS, loss(steps, options));
        ClassUse use = ClassUse.of(steps.sum(PREDICTIONS));
        values.put("classes_predicted", use.share());
        values.put("prediction_perplexity", use.perplexity());
        return values;
    }

    private static double loss(StepStatistics steps, PretrainOptions options) {
        double unmasked = options.unmaskedWeight() > 0 ? options.unmaskedWeight() * steps.value(UNMASKED_LOSS) : 0;
        double penalty = options.featurePenalty() * steps.sum(PENALTY)[0] / steps.steps();
        return steps.value(MASKED_LOSS) + unmasked + penalty;
    }

    /** Means of the statistics over several batches. */
    static Map<String, Double> ofDev(StepStatistics dev) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("dev_loss", dev.value(MASKED_LOSS));
        values.put("dev_masked_accuracy", dev.value(MASKED_ACCURACY));
        values.put("dev_unmasked_accuracy", dev.value(UNMASKED_ACCURACY));
        return values;
    }
}
