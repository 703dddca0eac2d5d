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
 * @param learningRates the grid, best first guess first; the best on dev is kept
 * @param clip global gradient norm
 * @param weightDecay of AdamW; 0 for Adam
 */
public record Recipe(
        String head,
        Map<String, Double> parameters,
        String objective,
        Schedule schedule,
        List<Double> learningRates,
        double clip,
        double weightDecay,
        Sampling sampling) {
    /** The objective of a task that trains nothing. */
    public static final String SEARCH = "search";

    /**
     * How long.
     *
     * @param steps optimiser steps
     * @param batch utterances a step
     * @param evaluateEvery steps between looks at dev
     */
    public record Schedule(int steps, int batch, int evaluateEvery) {}

    /**
     * What of the training utterances is seen; dev and test are always seen as they are.
     *
     * @param specAugment whether SpecAugment is applied to the featurizer's output (SUPERB asr)
     * @param balanced whether every class is drawn as often as any other (SUPERB ks)
     * @param cropSeconds length of the part that is cut at random from the states of a longer utterance, where the head sees
     *     frames and the utterance has one label (SUPERB asv, which cuts the waveform); 0 for whole utterances
     */
    public record Sampling(boolean specAugment, boolean balanced, double cropSeconds) {}

    public Recipe {
        parameters = Map.copyOf(parameters);
        learningRates = List.copyOf(learningRates);
    }

    /** Adam; whole utterances as they come. */
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
        this(
                head,
                parameters,
                objective,
                new Schedule(steps, batch, evaluateEvery),
                learningRates,
                clip,
                0,
                new Sampling(specAugment, false, 0));
    }

    public int steps() {
        return schedule.steps();
    }

    public int batch() {
        return schedule.batch();
    }

    public int evaluateEvery() {
        return schedule.evaluateEvery();
    }

    /** Whether there is a head to be trained. */
    public boolean trained() {
        return !objective.equals(SEARCH);
    }

    public Recipe withSteps(int steps, int evaluateEvery) {
        return withSchedule(new Schedule(steps, schedule.batch(), evaluateEvery));
    }

    public Recipe withSchedule(Schedule changed) {
        return new Recipe(head, parameters, objective, changed, learningRates, clip, weightDecay, sampling);
    }

    /** The same with AdamW instead of Adam. */
    public Recipe withWeightDecay(double decay) {
        return new Recipe(head, parameters, objective, schedule, learningRates, clip, decay, sampling);
    }

    public Recipe withSampling(Sampling changed) {
        return new Recipe(head, parameters, objective, schedule, learningRates, clip, weightDecay, changed);
    }

    public Recipe withLearningRates(List<Double> rates) {
        return new Recipe(head, parameters, objective, schedule, rates, clip, weightDecay, sampling);
    }
}
