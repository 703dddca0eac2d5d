package org.speechbench.cli.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One line of the output of {@code doctor}.
 *
 * @param subject what was checked, in a word or two
 * @param text what was found and what it means
 * @param cure the remedy; empty if nothing is to be done
 */
public record Finding(String subject, Level level, String text, String cure) {
    /** The severity of a finding. */
    public enum Level {
        OK,
        /** It works, but more slowly or with fewer features than possible. */
        WARNING,
        /** Something essential does not work. */
        PROBLEM;

        /** The name in output. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Level.OK, text, "");
    }

    static Finding warning(String subject, String text, String cure) {
        return new Finding(subject, Level.WARNING, text, cure);
    }

    static Finding problem(String subject, String text, String cure) {
        return new Finding(subject, Level.PROBLEM, text, cure);
    }
}
