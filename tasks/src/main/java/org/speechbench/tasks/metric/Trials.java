package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trials by descending score, in arrays, since the score is computed once for each of up to thousands of units.
 */
final class Trials {
    /** Used in place of a unit where none is left out. */
    static final int NONE = -1;

    private final boolean[] positive;
    private final double[] scores;
    private final int[] first;
    private final int[] second;
    private final List<String> units = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * One trial.
     *
     * @param positive whether a positive answer is right
     * @param units the one or two units to which it belongs
     */
    record Trial(boolean positive, double score, List<String> units) {}

    /** @param descending by descending score */
    Trials(List<Trial> descending) {
        int size = descending.size();
        positive = new boolean[size];
        scores = new double[size];
        first = new int[size];
        second = new int[size];
        for (int i = 0; i < size; i++) {
            Trial trial = descending.get(i);
            positive[i] = trial.positive();
            scores[i] = trial.score();
            first[i] = index(trial.units().get(0));
            second[i] = index(trial.units().get(trial.units().size() - 1));
        }
    }

    private int index(String unit) {
        return indices.computeIfAbsent(unit, name -> {
            units.add(name);
            return units.size() - 1;
        });
    }

    int size() {
        return scores.length;
    }

    boolean isPositive(int trial) {
        return positive[trial];
    }

    /** The unit of a trial, or the first of its two. */
    int unit(int trial) {
        return first[trial];
    }

    boolean belongsTo(int trial, int unit) {
        return first[trial] == unit || second[trial] == unit;
    }

    /** Whether the next trial has the same score, so that both are accepted or rejected together. */
    boolean isTiedWithNext(int trial) {
        return trial + 1 < scores.length && scores[trial] == scores[trial + 1];
    }

    int numberOfUnits() {
        return units.size();
    }

    /** The number of a unit; {@link #NONE} if it has no trials. */
    int indexOf(String unit) {
        return indices.getOrDefault(unit, NONE);
    }

    /** The number of trials of each unit. */
    Map<String, Double> sizes() {
        Map<String, Double> sizes = new HashMap<>();
        for (int i = 0; i < size(); i++) {
            sizes.merge(units.get(first[i]), 1.0, Double::sum);
            if (second[i] != first[i]) {
                sizes.merge(units.get(second[i]), 1.0, Double::sum);
            }
        }
        return sizes;
    }
}
