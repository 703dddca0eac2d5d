package org.speechbench.upstream.training;

import org.speechbench.core.UserError;

/**
 * How much of a batch goes through the model at once. The gradients of the parts are summed before the update, so that
 * the update is that of the whole batch, except for rounding and the values that dropout drops.
 *
 * @param seconds of audio that one pass may have, at least one crop; 0 for the whole batch
 * @param halve whether passes become smaller when the device's memory is too small; otherwise training stops
 */
public record MicroBatches(double seconds, boolean halve) {
    /** The whole batch at once as long as it fits. */
    public static final MicroBatches WHOLE = new MicroBatches(0, true);

    /**
     * Creates it from settings.
     *
     * @param outOfMemory {@code halve} or {@code stop}
     * @throws UserError if it is neither, or the seconds are neither 0 nor a positive number
     */
    public static MicroBatches of(double seconds, String outOfMemory) {
        if (!outOfMemory.equals("halve") && !outOfMemory.equals("stop")) {
            throw new UserError("out_of_memory is '" + outOfMemory + "'.", "Use halve or stop.");
        }
        return new MicroBatches(seconds, outOfMemory.equals("halve"));
    }

    public MicroBatches {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new UserError(
                    "micro_batch_seconds is " + seconds + ", wanted 0 (the whole batch) or a positive number.",
                    "Correct it in the configuration.");
        }
    }
}
