package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;

/**
 * An utterance, aligned in three lines as NIST's sclite writes it: asterisks stand for missing tokens, and letters
 * below give the kind of each error.
 *
 * @param errors the edits from the reference to the hypothesis
 * @param references the number of tokens of the reference
 * @param columns the reference, the hypothesis and the kind of edit of every column
 */
public record AlignedUtterance(String id, int errors, int references, List<List<String>> columns) {
    private static final String GAP = "***";

    public AlignedUtterance {
        columns = List.copyOf(columns);
    }

    /** Aligns all utterances, in the order of the lines. */
    static List<AlignedUtterance> all(List<PredictionLine> lines, Scorer scorer) {
        return lines.stream()
                .map(scorer::prediction)
                .map(scorer::aligned)
                .map(AlignedUtterance::aligned)
                .toList();
    }

    /** The utterances with the most errors, in descending order; utterances without errors are left out. */
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

    /** The number of errors per token of the reference. */
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
