package org.speechbench.core;

/** Range checks of numbers in an experiment file. */
public final class Range {
    private Range() {}

    public static void atLeast(String key, double value, double low) {
        if (!(value >= low) || Double.isInfinite(value)) {
            throw wrong(key, value, "at least " + plain(low));
        }
    }

    public static void positive(String key, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw wrong(key, value, "more than 0");
        }
    }

    public static void fraction(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw wrong(key, value, "from 0 to 1");
        }
    }

    private static UserError wrong(String key, double value, String wanted) {
        return new UserError(key + " is " + plain(value) + ", wanted " + wanted + ".", "Correct it.");
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
