package org.speechbench.core;

import java.util.Locale;

/** Durations in readable form. */
public final class ElapsedTime {
    private ElapsedTime() {}

    /** The duration, for example {@code 42s}, {@code 3m05s}, {@code 1h02m}. */
    public static String text(double seconds) {
        long s = Math.round(Math.max(0, seconds));
        if (s < 60) {
            return s + "s";
        }
        if (s < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", s / 60, s % 60);
        }
        return String.format(Locale.ROOT, "%dh%02dm", s / 3600, s % 3600 / 60);
    }
}
