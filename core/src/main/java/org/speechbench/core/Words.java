package org.speechbench.core;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits text into words at white space of any kind: all of Unicode's white space, including the no-break space, the
 * ideographic space and the file separators.
 */
public final class Words {
    private static final Pattern SPACE = Pattern.compile("[\\p{IsWhite_Space}\\x1c-\\x1f]+");

    private Words() {}

    /** The words of a text; none if the text has none. */
    public static List<String> of(String text) {
        return SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    /** The words of a text, separated by single spaces. */
    public static String spaced(String text) {
        return String.join(" ", of(text));
    }
}
