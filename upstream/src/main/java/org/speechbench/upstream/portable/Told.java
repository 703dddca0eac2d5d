package org.speechbench.upstream.portable;

/**
 * A property of a model that the shapes of its tensors do not tell.
 *
 * @param by who told it, for people
 */
public record Told<T>(T value, String by) {
    /** For listings. */
    public String text() {
        return value + ", " + by;
    }
}
