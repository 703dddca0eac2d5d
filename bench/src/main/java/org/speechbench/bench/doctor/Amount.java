package org.speechbench.bench.doctor;

import java.util.Locale;

/** Bytes for people. */
final class Amount {
    private static final double GIGA = 1e9;

    private Amount() {}

    /** For example {@code 2.5 GB}. */
    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
