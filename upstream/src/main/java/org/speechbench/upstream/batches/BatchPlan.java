package org.speechbench.upstream.batches;

/** Which utterances make up which batch, and how long they are cropped: a pure function of seed and step. */
public interface BatchPlan {
    /**
     * Crops of one length.
     *
     * @param units samples or fbank frames
     * @param batchSize crops in a batch
     */
    record Bucket(double seconds, int units, int batchSize) {}

    /** Utterances of one batch; equal numbers may repeat where a bucket does not fill its last batch. */
    record Batch(Bucket bucket, int[] items) {}

    int batchesPerEpoch();

    /** Utterances left out because they are shorter than the shortest crop. */
    int skippedUtterances();

    /** The batch of a step; the first step is 0. */
    Batch batch(long step);
}
