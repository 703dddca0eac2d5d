package org.speechbench.upstream.portable;

/**
 * A property of a model that the shapes of its tensors do not determine.
 *
 * @param by who stated it, for people
 */
public record Told<T>(T value, String by) {
    /** The text for listings. */
    public String text() {
        return value + ", " + by;
    }
}
