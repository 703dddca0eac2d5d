package org.speechbench.datasets.download;

import java.util.Locale;

/** Numbers of bytes for people, in powers of a thousand. */
public final class ByteCount {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private ByteCount() {}

    /** For example {@code 337.9 MB}. */
    public static String text(long bytes) {
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
