package org.speechbench.upstream.pretrain;

import java.util.Locale;
import java.util.Optional;

/**
 * Notices a training that does not learn: a masked loss that stays at log C, the loss of a guess among C classes, or
 * above it. A loss that is not a number ends the training elsewhere.
 */
final class StallWatch {
    /** Steps without learning before anything is said; thousands pass before a deep model begins to learn. */
    static final long PATIENCE = 2_000;

    /** A loss this far below log C says that something has been learnt, if only how frequent the classes are. */
    private static final double MARGIN = 0.02;

    private final int classes;
    private long learntAt;
    private boolean noticed;

    StallWatch(int classes) {
        this.classes = classes;
    }

    /**
     * Takes note of a loss.
     *
     * @param step updates so far
     * @param maskedLoss mean over masked frames, nats a frame
     * @return what to tell people, once for each stall
     */
    Optional<String> see(long step, double maskedLoss) {
        double guess = Math.log(classes);
        if (maskedLoss < guess * (1 - MARGIN)) {
            learntAt = step;
            noticed = false;
        }
        if (noticed || step - learntAt < PATIENCE) {
            return Optional.empty();
        }
        noticed = true;
        return Optional.of(String.format(
                Locale.ROOT,
                "Warning: for %d steps the masked loss has not been below %.3f nats, that of a guess among %d classes"
                        + " (now %.3f): training has collapsed or not begun. Usual causes: a learning rate that is too"
                        + " high, a warm-up that is too short, targets that do not follow the audio. Lower"
                        + " learning_rate, raise warmup, or use precision fp32; for little data set unmasked_weight to"
                        + " 0.5.",
                step - learntAt,
                guess,
                classes,
                maskedLoss));
    }
}
