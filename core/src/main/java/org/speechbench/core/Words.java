package org.speechbench.core;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text cut into words at its white space, whatever that is: all of Unicode's, the no-break and the ideographic space and
 * separators of files among them.
 */
public final class Words {
    private static final Pattern SPACE = Pattern.compile("[\\p{IsWhite_Space}\\x1c-\\x1f]+");

    private Words() {}

    /** None of a text without any. */
    public static List<String> of(String text) {
        return SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    /** The same words, one space apart. */
    public static String spaced(String text) {
        return String.join(" ", of(text));
    }
}
