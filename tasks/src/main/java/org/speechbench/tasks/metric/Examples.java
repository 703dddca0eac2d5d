package org.speechbench.tasks.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Scorer;

/**
 * The utterances of a test split that are shown to the reader; no utterance is in both lists.
 *
 * @param worst the utterances with the most errors, in descending order
 * @param best the utterances with the fewest errors per token, the longest of them if there are several
 */
public record Examples(List<AlignedUtterance> worst, List<AlignedUtterance> best) {
    private static final int WORST = 3;
    private static final int BEST = 2;

    public Examples {
        worst = List.copyOf(worst);
        best = List.copyOf(best);
    }

    /**
     * Chooses the examples from the predictions alone, so that the code that keeps their recordings makes the same
     * choice.
     */
    public static Examples of(List<PredictionLine> lines, Scorer scorer) {
        List<AlignedUtterance> all = AlignedUtterance.all(lines, scorer);
        List<AlignedUtterance> worst = AlignedUtterance.worst(all, WORST);
        List<AlignedUtterance> best = all.stream()
                .filter(one -> one.references() > 0 && !worst.contains(one))
                .sorted(Comparator.comparingDouble(AlignedUtterance::rate)
                        .thenComparing(Comparator.comparingInt(AlignedUtterance::references)
                                .reversed())
                        .thenComparing(AlignedUtterance::id))
                .limit(BEST)
                .toList();
        return new Examples(worst, best);
    }

    /** Both lists, the worst first. */
    public List<AlignedUtterance> all() {
        return Stream.concat(worst.stream(), best.stream()).toList();
    }

    public boolean isEmpty() {
        return worst.isEmpty() && best.isEmpty();
    }
}
