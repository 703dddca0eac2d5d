package org.speechbench.core.result;

/**
 * What a number measures.
 *
 * @param id stable, lower case, for example {@code wer}, {@code per}, {@code accuracy}
 * @param label for people, for example {@code WER}
 * @param unit for example {@code %}, {@code audio-s/s}, {@code x}
 */
public record Metric(String id, String label, String unit, Direction direction) {
    /** Which way is better. */
    public enum Direction {
        HIGHER_IS_BETTER,
        LOWER_IS_BETTER
    }

    public boolean better(double a, double b) {
        return direction == Direction.HIGHER_IS_BETTER ? a > b : a < b;
    }
}
