package org.speechbench.core;

import java.util.Locale;

/** Bytes for people. */
public final class Amount {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private Amount() {}

    /** For example {@code 2.5 GB} or {@code 36 MB}. */
    public static String text(long bytes) {
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
