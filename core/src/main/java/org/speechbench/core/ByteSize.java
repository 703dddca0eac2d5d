package org.speechbench.core;

import java.util.Locale;

/** Numbers of bytes in a readable form, in powers of a thousand. */
public final class ByteSize {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private ByteSize() {}

    /** The number with its unit, for example {@code 2.5 GB} or {@code 36.4 MB}. */
    public static String text(long bytes) {
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
