package org.speechbench.upstream.training;

/**
 * The input of one step, or of one pass over a part of it.
 *
 * @param <B> the type itself
 */
public interface TrainingBatch<B> {
    /** Number of the optimiser step; the first is 0. */
    long step();

    /** Number of items: crops or utterances. */
    int size();

    /** Audio of all items, in seconds, without padding. */
    double audioSeconds();

    /** Audio that is processed for each item, in seconds, including padding. */
    double itemSeconds();

    /**
     * A range of the items. The losses and gradients of all parts add up to those of the batch.
     *
     * @param from the first item
     * @param end behind the last item
     */
    B part(int from, int end);

    /** A number of items in words, for example {@code 5 crops of 2.0 s}. */
    String text(int items);

    /** The remedy if items are too large for a device, without the full stop: {@code lower crop_seconds}. */
    String smaller();
}
