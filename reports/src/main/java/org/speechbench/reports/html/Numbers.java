package org.speechbench.reports.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers independently of the default locale. A number that is not finite becomes a dash. */
public final class Numbers {
    /** The text for a missing number. */
    public static final String MISSING = "\u2013";

    private Numbers() {}

    /** The number with a fixed number of decimals. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    /**
     * The number with significant digits and without an exponent. Digits before the decimal point are never omitted, and
     * thousands are grouped.
     */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /** The shortest scientific notation, for learning rates, for example {@code 1e-3} or {@code 2.5e-4}. */
    public static String scientific(double value) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** A value in a unit: percentages and ratios with two decimals, all others with three significant digits. */
    public static String measured(double value, String unit) {
        return switch (unit) {
            case "%", "x" -> fixed(value, 2);
            default -> significant(value, 3);
        };
    }

    /** The same with a sign before positive values, for differences. */
    public static String signed(double value, String unit) {
        String text = measured(value, unit);
        return value >= 0 && !text.equals(MISSING) ? "+" + text : text;
    }

    /** A coordinate in a drawing. */
    public static String coordinate(double value) {
        String text = fixed(value, 1);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A duration in a convenient unit. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return MISSING;
        }
        if (seconds < 120) {
            return significant(seconds, 3) + " s";
        }
        return seconds < 7200 ? significant(seconds / 60, 3) + " min" : significant(seconds / 3600, 3) + " h";
    }
}
