package org.speechbench.datasets.layout;

/**
 * The number of recordings of a part of a corpus.
 *
 * @param name the name of a split, or of another part that is counted separately
 * @param there the number of recordings that exist
 * @param whole the number of recordings that were published
 */
public record PartCount(String name, int there, int whole) {
    /** Whether the part has exactly the published number of recordings. */
    public boolean complete() {
        return there == whole;
    }
}
