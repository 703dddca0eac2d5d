package org.speechbench.cli.doctor;

import java.util.Locale;

/**
 * A line of what {@code doctor} says.
 *
 * @param subject what was looked at, in a word or two
 * @param text what was found and what it means
 * @param cure what to do about it; empty if nothing is to be done
 */
public record Finding(Level level, String subject, String text, String cure) {
    /** How bad it is. */
    public enum Level {
        OK,
        /** Works, but slower, or with less than there could be. */
        WARNING,
        /** Something essential does not work. */
        PROBLEM;

        /** Lower case, for people and programs. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    static Finding warning(String subject, String text, String cure) {
        return new Finding(Level.WARNING, subject, text, cure);
    }

    static Finding problem(String subject, String text, String cure) {
        return new Finding(Level.PROBLEM, subject, text, cure);
    }
}
