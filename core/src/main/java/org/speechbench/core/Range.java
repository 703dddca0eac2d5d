package org.speechbench.core;

/** Checks of values that users set; a value out of range is a {@link UserError} with its key, as users write it. */
public final class Range {
    private Range() {}

    public static void atLeast(String key, double value, double low) {
        require(key, plain(value), value >= low && !Double.isInfinite(value), "at least " + plain(low));
    }

    public static void positive(String key, double value) {
        require(key, plain(value), value > 0 && !Double.isInfinite(value), "more than 0");
    }

    /** Refuses what is not from 0 to 1. */
    public static void fraction(String key, double value) {
        require(key, plain(value), value >= 0 && value <= 1, "from 0 to 1");
    }

    /** Refuses what is not at least 0 and less than 1, such as a probability with which a value is dropped. */
    public static void fractionBelowOne(String key, double value) {
        require(key, plain(value), value >= 0 && value < 1, "at least 0 and less than 1");
    }

    /**
     * Refuses a value for any other reason.
     *
     * @param wanted the values that are accepted, in words
     */
    public static void require(String key, Object value, boolean good, String wanted) {
        if (!good) {
            throw new UserError(key + " is " + value + ", wanted " + wanted + ".", "Correct it.");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
