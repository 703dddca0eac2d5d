package org.speechbench.reports.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text, the same under every default locale. What is not finite is a dash. */
public final class Numbers {
    /** What stands for a number that is not there. */
    public static final String MISSING = "\u2013";

    private Numbers() {}

    /** A fixed number of decimals. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    /** Significant digits without an exponent, digits before the point are never cut; thousands are grouped. */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /** The shortest scientific form, for learning rates: {@code 1e-3}, {@code 2.5e-4}. */
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

    /** A measured value in its unit: percent and ratios with two decimals, all else with three digits. */
    public static String measured(double value, String unit) {
        return switch (unit) {
            case "%", "x" -> fixed(value, 2);
            default -> significant(value, 3);
        };
    }

    /** A coordinate in a drawing. */
    public static String coordinate(double value) {
        String text = fixed(value, 1);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A duration in the unit a reader would use. */
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
