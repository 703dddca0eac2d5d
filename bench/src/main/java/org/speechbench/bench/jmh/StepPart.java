package org.speechbench.bench.jmh;

/**
 * A part of a training step that is timed on its own, in the order of a step.
 */
public enum StepPart {
    FRONT_END_FORWARD("frontEndForward", "front_end.forward"),
    PROJECTION_FORWARD("projectionForward", "projection.forward"),
    POSITIONS_FORWARD("positionsForward", "positions.forward"),
    ATTENTION_FORWARD("attentionForward", "attention.forward"),
    FEED_FORWARD_FORWARD("feedForwardForward", "feed_forward.forward"),
    HEAD_FORWARD("headForward", "head.forward"),
    HEAD_BACKWARD("headBackward", "head.backward"),
    FEED_FORWARD_BACKWARD("feedForwardBackward", "feed_forward.backward"),
    ATTENTION_BACKWARD("attentionBackward", "attention.backward"),
    POSITIONS_BACKWARD("positionsBackward", "positions.backward"),
    PROJECTION_BACKWARD("projectionBackward", "projection.backward"),
    FRONT_END_BACKWARD("frontEndBackward", "front_end.backward"),
    /** Clipping and the optimiser, which are one call. */
    UPDATE("update", "update"),
    /** Handing the batch over, and what is in no other part. */
    REST("rest", "rest");

    /** Name of the counter of steps. */
    public static final String STEPS = "steps";

    private final String counter;
    private final String id;

    StepPart(String counter, String id) {
        this.counter = counter;
        this.id = id;
    }

    /** Name of the field of {@link StepCounters} that sums it up. */
    public String counter() {
        return counter;
    }

    /** As results call it. */
    public String id() {
        return id;
    }
}
