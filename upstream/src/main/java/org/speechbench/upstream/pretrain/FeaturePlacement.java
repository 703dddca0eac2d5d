package org.speechbench.upstream.pretrain;

/**
 * Whether the log-mel values of a corpus are kept on the device, so that a batch contains only the places of its crops.
 */
public enum FeaturePlacement {
    /** On GPUs, if the values take at most half of the free memory. */
    AUTO,
    /** On every device. */
    ALWAYS,
    /** On no device: batches contain their values. */
    NEVER
}
