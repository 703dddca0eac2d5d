package org.speechbench.core.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one line by column. A number must be finite, otherwise the line is invalid; an empty number is absent.
 */
record Fields(List<String> header, List<String> values) {
    private static final String YES = "yes";

    Fields {
        if (values.size() != header.size()) {
            throw new IllegalArgumentException(
                    "it has " + values.size() + " fields where the header has " + header.size());
        }
    }

    /** The text of a field; also empty if the table does not have the column. */
    String text(String column) {
        int i = header.indexOf(column);
        return i < 0 ? "" : values.get(i);
    }

    /** Whether a flag is set; the field is empty if it is not. */
    boolean flag(String column) {
        if (!text(column).isEmpty() && !text(column).equals(YES)) {
            throw bad(column, YES + " or nothing");
        }
        return text(column).equals(YES);
    }

    @Nullable
    Double optionalNumber(String column) {
        return text(column).isEmpty() ? null : (Double) number(column);
    }

    double number(String column) {
        double value;
        try {
            value = Double.parseDouble(text(column));
        } catch (NumberFormatException e) {
            throw bad(column, "a number");
        }
        if (!Double.isFinite(value)) {
            throw bad(column, "a finite number");
        }
        return value;
    }

    @Nullable
    Long optionalInteger(String column) {
        return text(column).isEmpty() ? null : (Long) integer(column);
    }

    long integer(String column) {
        try {
            return Long.parseLong(text(column));
        } catch (NumberFormatException e) {
            throw bad(column, "an integer");
        }
    }

    int count(String column) {
        try {
            return Math.toIntExact(integer(column));
        } catch (ArithmeticException e) {
            throw bad(column, "an integer of 32 bits");
        }
    }

    private IllegalArgumentException bad(String column, String wanted) {
        return new IllegalArgumentException(column + " is '" + text(column) + "'; wanted " + wanted);
    }

    /** A flag as text that can be read back. */
    static String format(boolean flag) {
        return flag ? YES : "";
    }

    /** An integer as text; null is empty. */
    static String format(@Nullable Long number) {
        return number == null ? "" : number.toString();
    }

    /** A finite number as text that is read back as the same value in any locale; null is empty. */
    static String format(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("only finite numbers are stored; got " + value);
        }
        return Double.toString(value);
    }
}
