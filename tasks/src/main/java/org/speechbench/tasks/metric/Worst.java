package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;

/**
 * An utterance with errors, aligned in three lines as NIST's sclite writes it: asterisks stand for what is missing, letters
 * below say what an error is.
 *
 * @param errors edits from the reference to the hypothesis
 * @param columns reference, hypothesis and kind of edit of every column
 */
public record Worst(String id, int errors, List<List<String>> columns) {
    private static final String GAP = "***";

    public Worst {
        columns = List.copyOf(columns);
    }

    /** Those with the most errors, most first. */
    public static List<Worst> of(List<PredictionLine> lines, Scorer scorer, int most) {
        return lines.stream()
                .map(scorer::prediction)
                .map(Worst::aligned)
                .filter(worst -> worst.errors > 0)
                .sorted(Comparator.comparingInt(Worst::errors).reversed().thenComparing(Worst::id))
                .limit(most)
                .toList();
    }

    private static Worst aligned(Prediction prediction) {
        Alignment alignment = Alignment.of(prediction.reference(), prediction.hypothesis());
        List<List<String>> columns = new ArrayList<>();
        for (Alignment.Pair pair : alignment.pairs()) {
            String reference = pair.reference();
            String hypothesis = pair.hypothesis();
            columns.add(List.of(
                    reference == null ? GAP : reference, hypothesis == null ? GAP : hypothesis, mark(pair.edit())));
        }
        return new Worst(prediction.id(), alignment.counts().errors(), columns);
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
