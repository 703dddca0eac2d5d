package org.speechbench.upstream.training;

import java.util.Locale;
import java.util.Optional;
import org.speechbench.core.result.TrainingEvent;

/**
 * Detects a training run that does not learn: its loss stays at or above log C, the loss of guessing among C classes. A
 * loss that is not a number ends the training elsewhere.
 */
public final class StallWatch {
    /** Steps without learning before a warning is given; thousands pass before a deep model begins to learn. */
    static final long PATIENCE = 2_000;

    /**
     * A loss this far below log C shows that the model has learnt something, even if only the frequencies of the
     * classes.
     */
    private static final double MARGIN = 0.02;

    private final String name;
    private final int classes;
    private final String advice;
    private long learntAt;
    private boolean noticed;

    /**
     * Creates a watch.
     *
     * @param name of the loss in events, nats per decision
     * @param classes number of classes that a decision is made between
     * @param advice what else may help, as a sentence, or empty
     */
    public StallWatch(String name, int classes, String advice) {
        this.name = name;
        this.classes = classes;
        this.advice = advice;
    }

    /**
     * Records an event.
     *
     * @return the message for people, once for each stall
     */
    Optional<String> see(TrainingEvent event) {
        double loss = event.value(name);
        double guess = Math.log(classes);
        if (loss < guess * (1 - MARGIN)) {
            learntAt = event.step();
            noticed = false;
        }
        if (noticed || event.step() - learntAt < PATIENCE) {
            return Optional.empty();
        }
        noticed = true;
        return Optional.of(String.format(
                Locale.ROOT,
                "Warning: for %d steps the %s has not been below %.3f nats, that of a guess among %d classes (now %.3f):"
                        + " training has collapsed or not begun. Usual causes: a learning rate that is too high, a"
                        + " warm-up that is too short, targets that do not follow the audio. Lower learning_rate, raise"
                        + " warmup, or use precision fp32.%s",
                event.step() - learntAt,
                name.replace('_', ' '),
                guess,
                classes,
                loss,
                advice.isEmpty() ? "" : " " + advice));
    }
}
