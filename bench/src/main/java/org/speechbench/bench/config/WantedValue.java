package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/** The description of the expected value, for the error about a value of the wrong type. */
final class WantedValue {
    private WantedValue() {}

    static UserError error(String where, MismatchedInputException e) {
        Object got = e instanceof InvalidFormatException format ? format.getValue() : null;
        Class<?> type = e.getTargetType();
        String shown = got == null ? " the value does not fit" : " got '" + got + "'";
        String question = got == null ? "" : NearNames.question(got.toString(), choice(type));
        return new UserError(where + shown + ", wanted " + words(type) + ".", question + "Correct it.", e);
    }

    private static List<String> choice(@Nullable Class<?> type) {
        return type == null || !type.isEnum()
                ? List.of()
                : Arrays.stream(type.getEnumConstants())
                        .map(value -> value.toString().toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static String words(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        } else if (type.isEnum()) {
            return "one of " + String.join(", ", choice(type));
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == int.class || type == long.class) {
            return "integer";
        } else if (type == double.class || type == Double.class) {
            return "number";
        } else if (type == String.class) {
            return "text";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "list, as in [a, b]";
        }
        return "section of keys and values";
    }
}
