package org.speechbench.upstream.pretrain;

/** Whether a corpus' log-mel values live on the device, so that a batch brings only the places of its crops. */
public enum FeaturePlacement {
    /** On GPUs, where they take no more than half of the memory that is free. */
    AUTO,
    /** Wherever training runs. */
    ALWAYS,
    /** Batches bring their values. */
    NEVER
}
