package org.speechbench.tasks.metric;

import org.speechbench.tasks.Prediction;

/** Hypotheses that say how likely a yes is. */
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
                // Refused below, like everything else that is no number.
            }
        }
        throw new IllegalArgumentException(
                "the hypothesis is one number; " + prediction.id() + " has " + prediction.hypothesis());
    }
}
