package org.speechbench.cli.doctor;

import java.util.Locale;

/**
 * One line of the output of {@code doctor}.
 *
 * @param subject what was checked, in a word or two
 * @param text what was found and what it means
 * @param cure the remedy; empty if nothing is to be done
 */
public record Finding(Level level, String subject, String text, String cure) {
    /** The severity of a finding. */
    public enum Level {
        OK,
        /** It works, but more slowly or with fewer features than possible. */
        WARNING,
        /** Something essential does not work. */
        PROBLEM;

        /** The name in output. */
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
