package org.speechbench.upstream.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.speechbench.core.Range;

/**
 * How much of a batch goes through the model at once. The gradients of the parts are summed before the update, so that
 * the update is that of the whole batch, except for rounding and the values that dropout drops.
 *
 * @param seconds of audio that one pass may have, including padding, at least one crop or utterance; 0 for the whole
 *     batch
 */
public record MicroBatches(
        @JsonProperty("micro_batch_seconds") double seconds, @JsonProperty("out_of_memory") OnOutOfMemory outOfMemory) {
    /** The whole batch at once as long as it fits. */
    public static final MicroBatches WHOLE = new MicroBatches(0, OnOutOfMemory.HALVE);

    /** The reaction to a device whose memory is too small for a pass. */
    public enum OnOutOfMemory {
        /** Passes have less audio from then on. */
        HALVE,
        /** Training ends with an error. */
        STOP
    }

    public MicroBatches {
        Range.atLeast("micro_batch_seconds", seconds, 0);
    }
}
