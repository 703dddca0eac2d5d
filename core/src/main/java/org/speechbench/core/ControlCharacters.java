package org.speechbench.core;

/**
 * Characters that control a terminal instead of being shown: those of C0 and C1, including ESC, delete, and the
 * characters that change the direction of text (Unicode's Bidi_Control) or end a line invisibly. File names, labels and
 * transcripts may contain any of them.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** The text on one line, each control character written as a backslash, {@code u} and four hexadecimal digits. */
    public static String escaped(String text) {
        return escaped(text, false);
    }

    /** Escapes control characters like {@link #escaped(String)}, but leaves line breaks and tabs as they are. */
    public static String escapedLines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean lines) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (acts(c) && !(lines && isLayout(text, i))) {
                if (clean == null) {
                    clean = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                clean.append("\\u").append(hex(c));
            } else if (clean != null) {
                clean.append(c);
            }
        }
        return clean == null ? text : clean.toString();
    }

    /** A carriage return is allowed only before a line feed: on its own it would overwrite what has been printed. */
    private static boolean isLayout(String text, int at) {
        return switch (text.charAt(at)) {
            case '\n', '\t' -> true;
            case '\r' -> at + 1 < text.length() && text.charAt(at + 1) == '\n';
            default -> false;
        };
    }

    private static boolean acts(char c) {
        return Character.isISOControl(c)
                || c == '\u061c'
                || (c >= '\u200e' && c <= '\u200f')
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
