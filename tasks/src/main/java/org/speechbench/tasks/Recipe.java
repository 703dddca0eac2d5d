package org.speechbench.tasks;

import java.util.List;
import java.util.Map;

/**
 * How a head is built and trained.
 *
 * @param head name of a head provider, for example {@code linear_ctc}, {@code bilstm_ctc}, {@code mean_pool_linear}
 * @param parameters of that head, numbers only, for example {@code hidden=256}
 * @param objective {@code ctc}, {@code cross_entropy}, {@code am_softmax} or {@code pit}; {@code search} where nothing is
 *     trained: then the steps, batch and rates are none
 * @param steps optimiser steps
 * @param batch utterances a step
 * @param evaluateEvery steps between looks at dev
 * @param learningRates the grid, best first guess first; the best on dev is kept
 * @param clip global gradient norm
 * @param weightDecay of AdamW; 0 for Adam
 * @param specAugment whether SpecAugment is applied to the featurizer's output (SUPERB asr)
 * @param balanced whether every class is drawn as often as any other in training (SUPERB ks); dev and test never are
 */
public record Recipe(
        String head,
        Map<String, Double> parameters,
        String objective,
        int steps,
        int batch,
        int evaluateEvery,
        List<Double> learningRates,
        double clip,
        double weightDecay,
        boolean specAugment,
        boolean balanced) {
    /** The objective of a task that trains nothing. */
    public static final String SEARCH = "search";

    public Recipe {
        parameters = Map.copyOf(parameters);
        learningRates = List.copyOf(learningRates);
    }

    /** Utterances are drawn as they come. */
    public Recipe(
            String head,
            Map<String, Double> parameters,
            String objective,
            int steps,
            int batch,
            int evaluateEvery,
            List<Double> learningRates,
            double clip,
            boolean specAugment) {
        this(head, parameters, objective, steps, batch, evaluateEvery, learningRates, clip, 0, specAugment, false);
    }

    /** Whether there is a head to be trained. */
    public boolean trained() {
        return !objective.equals(SEARCH);
    }

    public Recipe withSteps(int newSteps, int newEvaluateEvery) {
        return new Recipe(
                head,
                parameters,
                objective,
                newSteps,
                batch,
                newEvaluateEvery,
                learningRates,
                clip,
                weightDecay,
                specAugment,
                balanced);
    }

    /** The same with AdamW instead of Adam. */
    public Recipe withWeightDecay(double decay) {
        return new Recipe(
                head,
                parameters,
                objective,
                steps,
                batch,
                evaluateEvery,
                learningRates,
                clip,
                decay,
                specAugment,
                balanced);
    }

    /** The same, with every class drawn as often as any other. */
    public Recipe balancedByClass() {
        return new Recipe(
                head,
                parameters,
                objective,
                steps,
                batch,
                evaluateEvery,
                learningRates,
                clip,
                weightDecay,
                specAugment,
                true);
    }

    public Recipe withLearningRates(List<Double> rates) {
        return new Recipe(
                head,
                parameters,
                objective,
                steps,
                batch,
                evaluateEvery,
                rates,
                clip,
                weightDecay,
                specAugment,
                balanced);
    }
}
