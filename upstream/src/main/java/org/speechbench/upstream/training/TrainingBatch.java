package org.speechbench.upstream.training;

/**
 * What one step sees, or one pass over a part of it.
 *
 * @param <B> the type itself
 */
public interface TrainingBatch<B> {
    /** Number of the optimiser step; the first is 0. */
    long step();

    /** Items: crops or utterances. */
    int size();

    /** Audio of all items, in seconds, padding not counted. */
    double audioSeconds();

    /** Audio that each item costs, in seconds, padding included. */
    double itemSeconds();

    /**
     * Some of the items. Losses and gradients of all parts add up to those of the batch.
     *
     * @param from the first
     * @param end behind the last
     */
    B part(int from, int end);

    /** So many items in words, for example {@code 5 crops of 2.0 s}. */
    String text(int items);

    /** What a user can do about items that are too large for a device, without the full stop: {@code lower crop_seconds}. */
    String smaller();
}
