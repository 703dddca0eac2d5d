package org.speechbench.tasks;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a head is built and trained. {@link Recipes} reads it from a file, in which a component may be left out: there are
 * then no parameters, no steps, no learning rates, neither clipping nor weight decay, and utterances are used as they are.
 *
 * @param head name of a head provider, for example {@code linear_ctc}, {@code bilstm_ctc}, {@code mean_pool_linear}
 * @param parameters of that head, numbers only, for example {@code hidden=256}
 * @param objective name of an objective, for example {@code ctc}, {@code cross_entropy}, {@code am_softmax}, {@code pit};
 *     {@link #SEARCH} where nothing is trained
 * @param learningRates the grid, the best first guess first; the best on dev is kept
 * @param clip largest global norm of the gradient
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
     * How long a head is trained.
     *
     * @param steps optimiser steps
     * @param batch utterances a step
     * @param evaluateEvery steps between evaluations on dev
     */
    public record Schedule(int steps, int batch, int evaluateEvery) {
        static final Schedule NONE = new Schedule(0, 0, 0);
    }

    /**
     * How training utterances are drawn and changed; dev and test utterances are always used as they are.
     *
     * @param specAugment whether SpecAugment is applied to the featurizer's output (SUPERB asr)
     * @param balanced whether every class is drawn as often as any other (SUPERB ks)
     * @param cropSeconds length of the part that is cut at random from the states of a longer utterance, where the head
     *     takes frames and the utterance has one label (SUPERB asv, which cuts the waveform); 0 for whole utterances
     */
    public record Sampling(boolean specAugment, boolean balanced, double cropSeconds) {
        static final Sampling AS_THEY_ARE = new Sampling(false, false, 0);
    }

    public Recipe {
        parameters = Map.copyOf(Objects.requireNonNullElse(parameters, Map.of()));
        schedule = Objects.requireNonNullElse(schedule, Schedule.NONE);
        learningRates = List.copyOf(Objects.requireNonNullElse(learningRates, List.of()));
        sampling = Objects.requireNonNullElse(sampling, Sampling.AS_THEY_ARE);
    }

    /** Adam, gradients clipped at norm 1, utterances as they are. */
    public Recipe(
            String head,
            Map<String, Double> parameters,
            String objective,
            Schedule schedule,
            List<Double> learningRates) {
        this(head, parameters, objective, schedule, learningRates, 1, 0, Sampling.AS_THEY_ARE);
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

    /** Whether a head is trained. */
    public boolean trained() {
        return !objective.equals(SEARCH);
    }

    public Recipe withSteps(int steps, int evaluateEvery) {
        return withSchedule(new Schedule(steps, schedule.batch(), evaluateEvery));
    }

    public Recipe withSchedule(Schedule changed) {
        return new Recipe(head, parameters, objective, changed, learningRates, clip, weightDecay, sampling);
    }

    public Recipe withSampling(Sampling changed) {
        return new Recipe(head, parameters, objective, schedule, learningRates, clip, weightDecay, changed);
    }

    public Recipe withLearningRates(List<Double> rates) {
        return new Recipe(head, parameters, objective, schedule, rates, clip, weightDecay, sampling);
    }
}
