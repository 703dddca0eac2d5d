package org.speechbench.tasks;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a head is built and trained. {@link Recipes} reads it from a file, in which components may be omitted: there are
 * then no parameters, no steps, no learning rates, neither clipping nor weight decay, and utterances are used
 * unchanged.
 *
 * @param head the name of a head provider, for example {@code linear_ctc}, {@code bilstm_ctc}, {@code mean_pool_linear}
 * @param parameters the parameters of that head, numbers only, for example {@code hidden=256}
 * @param objective the name of an objective, for example {@code ctc}, {@code cross_entropy}, {@code am_softmax},
 *     {@code pit}; {@link #SEARCH} if nothing is trained
 * @param learningRates the grid of learning rates, beginning with the one to try first; the best on dev is kept
 * @param clip the largest global norm of the gradient
 * @param weightDecay the weight decay of AdamW; 0 for Adam
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
     * @param steps the number of optimiser steps
     * @param batch the number of utterances per step
     * @param evaluateEvery the number of steps between evaluations on dev
     */
    public record Schedule(int steps, int batch, int evaluateEvery) {
        static final Schedule NONE = new Schedule(0, 0, 0);
    }

    /**
     * How training utterances are drawn and modified; dev and test utterances are always used unchanged.
     *
     * @param specAugment whether SpecAugment is applied to the featurizer's output (SUPERB asr)
     * @param balanced whether every class is drawn as often as any other (SUPERB ks)
     * @param cropSeconds the length of the part that is cropped at random from the states of a longer utterance, if the
     *     head takes frames and the utterance has one label (SUPERB asv, which crops the waveform); 0 for whole
     *     utterances
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

    /** A recipe with Adam, gradients clipped at norm 1, and utterances used unchanged. */
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

    /** Whether the task trains a head. */
    public boolean trained() {
        return !objective.equals(SEARCH);
    }

    public Recipe withSteps(int steps, int evaluateEvery) {
        return withSchedule(new Schedule(steps, schedule.batch(), evaluateEvery));
    }

    public Recipe withSchedule(Schedule changed) {
        return new Recipe(head, parameters, objective, changed, learningRates, clip, weightDecay, sampling);
    }

    public Recipe withLearningRates(List<Double> rates) {
        return new Recipe(head, parameters, objective, schedule, rates, clip, weightDecay, sampling);
    }
}
