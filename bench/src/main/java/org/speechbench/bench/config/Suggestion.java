package org.speechbench.bench.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known key that a mistyped one most likely means. */
final class Suggestion {
    private Suggestion() {}

    static Optional<String> of(String typed, Collection<String> known) {
        return known.stream()
                .filter(k -> distance(typed, k) <= Math.max(1, Math.max(k.length(), typed.length()) / 3))
                .min(Comparator.<String>comparingInt(k -> distance(typed, k)).thenComparing(k -> k));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
