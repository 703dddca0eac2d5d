package org.speechbench.upstream.batches;

/** Assigns utterances to batches and determines the length of their crops: a pure function of seed and step. */
public interface BatchPlan {
    /**
     * Crops of one length.
     *
     * @param units samples or fbank frames
     * @param batchSize crops in a batch
     */
    record Bucket(double seconds, int units, int batchSize) {}

    /** Utterances of one batch; a number may occur twice if a bucket does not fill its last batch. */
    record Batch(Bucket bucket, int[] items) {}

    int batchesPerEpoch();

    /** Number of utterances left out because they are shorter than the shortest crop. */
    int skippedUtterances();

    /** The batch of a step; the first step is 0. */
    Batch batch(long step);
}
