package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;

/**
 * An utterance, aligned in three lines as NIST's sclite writes it: asterisks stand for what is missing, letters below
 * say what an error is.
 *
 * @param errors edits from the reference to the hypothesis
 * @param references tokens of the reference
 * @param columns reference, hypothesis and kind of edit of every column
 */
public record AlignedUtterance(String id, int errors, int references, List<List<String>> columns) {
    private static final String GAP = "***";

    public AlignedUtterance {
        columns = List.copyOf(columns);
    }

    /** All of them, in the order of the lines. */
    static List<AlignedUtterance> all(List<PredictionLine> lines, Scorer scorer) {
        return lines.stream()
                .map(scorer::prediction)
                .map(scorer::aligned)
                .map(AlignedUtterance::aligned)
                .toList();
    }

    /** Those with the most errors, most first; none that has no error. */
    public static List<AlignedUtterance> worst(List<PredictionLine> lines, Scorer scorer, int most) {
        return worst(all(lines, scorer), most);
    }

    static List<AlignedUtterance> worst(List<AlignedUtterance> all, int most) {
        return all.stream()
                .filter(one -> one.errors > 0)
                .sorted(Comparator.comparingInt(AlignedUtterance::errors)
                        .reversed()
                        .thenComparing(AlignedUtterance::id))
                .limit(most)
                .toList();
    }

    /** Errors a token of the reference. */
    double rate() {
        return errors / (double) references;
    }

    private static AlignedUtterance aligned(Prediction prediction) {
        Alignment alignment = Alignment.of(prediction.reference(), prediction.hypothesis());
        List<List<String>> columns = new ArrayList<>();
        for (Alignment.Pair pair : alignment.pairs()) {
            String reference = pair.reference();
            String hypothesis = pair.hypothesis();
            columns.add(List.of(
                    reference == null ? GAP : reference, hypothesis == null ? GAP : hypothesis, mark(pair.edit())));
        }
        ErrorCounts counts = alignment.counts();
        return new AlignedUtterance(prediction.id(), counts.errors(), counts.references(), columns);
    }

    private static String mark(Alignment.Edit edit) {
        return switch (edit) {
            case MATCH -> "";
            case SUBSTITUTION -> "S";
            case DELETION -> "D";
            case INSERTION -> "I";
        };
    }
}
