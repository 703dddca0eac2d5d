package org.speechbench.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the known names that a mistyped name may stand for: those that differ by a few letters, and those that it is a
 * prefix or suffix of.
 */
public final class NearNames {
    private static final int MOST = 3;
    private static final int SHORTEST_PART = 3;

    private NearNames() {}

    /** A question followed by a space, with which a remedy begins; empty if no known name is close. */
    public static String question(String typed, Collection<String> known) {
        List<String> near = of(typed, known);
        return near.isEmpty() ? "" : "Did you mean '" + String.join("' or '", near) + "'? ";
    }

    /**
     * The error for a name that does not exist.
     *
     * @param message the name that was given and why it is not valid, as a sentence
     */
    public static UserError unknown(String message, String typed, Collection<String> known) {
        String all = known.isEmpty() ? "none" : String.join(", ", known);
        return new UserError((message + " " + question(typed, known)).strip(), "Available: " + all + ".");
    }

    /** At most three names, the nearest first. */
    private static List<String> of(String typed, Collection<String> known) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> isNear(lower, name.toLowerCase(Locale.ROOT)))
                .distinct()
                .sorted(Comparator.comparingInt((String name) -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static boolean isNear(String typed, String name) {
        boolean part = typed.length() >= SHORTEST_PART && (name.startsWith(typed) || name.endsWith(typed));
        return part || distance(typed, name) <= Math.max(1, Math.max(typed.length(), name.length()) / 3);
    }

    /**
     * The number of edits of one letter and of swaps of neighbouring letters, where each letter is swapped at most
     * once.
     */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, a, i, b, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int fewest(int[][] edits, String a, int i, String b, int j) {
        int substituted = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(substituted, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
