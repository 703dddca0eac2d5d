package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alignment of a reference with a hypothesis by the fewest edits (Levenshtein, every edit costs 1). If there are
 * several, the one with the fewest substitutions is chosen, hence the most matches, which is also what NIST's sclite
 * prefers; among those, the one that pairs tokens latest.
 *
 * @param pairs the columns in order; their references without nulls are the reference, and their hypotheses without
 *     nulls are the hypothesis
 */
public record Alignment(List<Pair> pairs) {
    public Alignment {
        pairs = List.copyOf(pairs);
    }

    /** The kind of an edit. */
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
        Costs costs = new Costs(reference, hypothesis);
        List<Pair> reversed = new ArrayList<>();
        int i = reference.size();
        int j = hypothesis.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && costs.endsInPair(i, j)) {
                reversed.add(new Pair(reference.get(--i), hypothesis.get(--j)));
            } else if (i > 0 && costs.endsInDeletion(i, j)) {
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

    /** The costs between all prefixes; an edit costs more than any number of substitutions can add. */
    private static final class Costs {
        private final List<String> reference;
        private final List<String> hypothesis;
        private final int edit;
        private final int[][] cost;

        Costs(List<String> reference, List<String> hypothesis) {
            this.reference = reference;
            this.hypothesis = hypothesis;
            edit = Math.min(reference.size(), hypothesis.size()) + 1;
            cost = new int[reference.size() + 1][hypothesis.size() + 1];
            for (int i = 0; i < cost.length; i++) {
                for (int j = 0; j < cost[i].length; j++) {
                    cost[i][j] = i == 0 || j == 0 ? (i + j) * edit : cheapest(i, j);
                }
            }
        }

        boolean endsInPair(int i, int j) {
            return cost[i][j] == cost[i - 1][j - 1] + pair(i, j);
        }

        boolean endsInDeletion(int i, int j) {
            return cost[i][j] == cost[i - 1][j] + edit;
        }

        private int cheapest(int i, int j) {
            return Math.min(cost[i - 1][j - 1] + pair(i, j), Math.min(cost[i - 1][j], cost[i][j - 1]) + edit);
        }

        private int pair(int i, int j) {
            return reference.get(i - 1).equals(hypothesis.get(j - 1)) ? 0 : edit + 1;
        }
    }
}
