package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cheapest alignment of a reference with a hypothesis (Levenshtein, every edit costs 1). Where several are equally
 * cheap, the one that pairs tokens as late as possible and prefers a pair over a deletion over an insertion.
 *
 * @param pairs in order; their references, nulls left out, are the reference, likewise the hypotheses
 */
public record Alignment(List<Pair> pairs) {
    public Alignment {
        pairs = List.copyOf(pairs);
    }

    /** What became of a token. */
    public enum Edit {
        MATCH,
        SUBSTITUTION,
        DELETION,
        INSERTION
    }

    /**
     * One column of the alignment.
     *
     * @param reference null for an insertion
     * @param hypothesis null for a deletion
     */
    public record Pair(@Nullable String reference, @Nullable String hypothesis) {
        public Pair {
            if (reference == null && hypothesis == null) {
                throw new IllegalArgumentException("a pair has a reference, a hypothesis or both");
            }
        }

        public Edit edit() {
            if (reference == null) {
                return Edit.INSERTION;
            }
            if (hypothesis == null) {
                return Edit.DELETION;
            }
            return reference.equals(hypothesis) ? Edit.MATCH : Edit.SUBSTITUTION;
        }
    }

    public static Alignment of(List<String> reference, List<String> hypothesis) {
        int[][] cost = costs(reference, hypothesis);
        List<Pair> reversed = new ArrayList<>();
        int i = reference.size();
        int j = hypothesis.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && cost[i][j] == cost[i - 1][j - 1] + mismatch(reference, i, hypothesis, j)) {
                reversed.add(new Pair(reference.get(--i), hypothesis.get(--j)));
            } else if (i > 0 && cost[i][j] == cost[i - 1][j] + 1) {
                reversed.add(new Pair(reference.get(--i), null));
            } else {
                reversed.add(new Pair(null, hypothesis.get(--j)));
            }
        }
        Collections.reverse(reversed);
        return new Alignment(reversed);
    }

    public ErrorCounts counts() {
        int insertions = count(Edit.INSERTION);
        return new ErrorCounts(count(Edit.SUBSTITUTION), count(Edit.DELETION), insertions, pairs.size() - insertions);
    }

    private int count(Edit edit) {
        return (int) pairs.stream().filter(p -> p.edit() == edit).count();
    }

    /** Edit distances between all prefixes, shape (reference + 1, hypothesis + 1). */
    private static int[][] costs(List<String> reference, List<String> hypothesis) {
        int[][] cost = new int[reference.size() + 1][hypothesis.size() + 1];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < cost[i].length; j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                } else {
                    int pair = cost[i - 1][j - 1] + mismatch(reference, i, hypothesis, j);
                    cost[i][j] = Math.min(pair, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                }
            }
        }
        return cost;
    }

    private static int mismatch(List<String> reference, int i, List<String> hypothesis, int j) {
        return reference.get(i - 1).equals(hypothesis.get(j - 1)) ? 0 : 1;
    }
}
