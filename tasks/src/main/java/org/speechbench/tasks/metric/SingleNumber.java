package org.speechbench.tasks.metric;

import org.speechbench.tasks.Prediction;

/** Hypotheses that consist of one number, the score of a positive answer. */
final class SingleNumber {
    private SingleNumber() {}

    /** @throws IllegalArgumentException if the hypothesis is not one number */
    static double of(Prediction prediction) {
        if (prediction.hypothesis().size() == 1) {
            try {
                double value = Double.parseDouble(prediction.hypothesis().get(0));
                if (!Double.isNaN(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Rejected below, like everything else that is not a number.
            }
        }
        throw new IllegalArgumentException(
                "the hypothesis is one number; " + prediction.id() + " has " + prediction.hypothesis());
    }
}
