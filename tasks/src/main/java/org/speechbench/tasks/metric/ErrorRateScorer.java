package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * The error rate over the corpus in per cent: the sum of the edit distances divided by the sum of the reference tokens.
 * It is therefore above 100 if there are many insertions. Tokens are the words (WER) or phones (PER) of the
 * predictions, or the characters of their words with one space between words (CER), counted as Unicode code points.
 * Tokens of a hypothesis whose reference is empty are insertions.
 */
public final class ErrorRateScorer extends RatioScorer {
    public static final Metric WER = Metrics.WORD_ERRORS;
    public static final Metric CER = Metrics.CHARACTER_ERRORS;
    public static final Metric PER = Metrics.PHONE_ERRORS;

    public ErrorRateScorer(Metric metric) {
        super(metric);
    }

    /** The prediction character by character if characters are counted. */
    @Override
    public Prediction aligned(Prediction prediction) {
        return metric().equals(CER)
                ? new Prediction(
                        prediction.id(),
                        prediction.speaker(),
                        characters(prediction.reference()),
                        characters(prediction.hypothesis()))
                : prediction;
    }

    private static List<String> characters(List<String> words) {
        return String.join(" ", words)
                .codePoints()
                .mapToObj(Character::toString)
                .toList();
    }

    @Override
    Ratio ratio(Prediction prediction) {
        Prediction compared = aligned(prediction);
        ErrorCounts counts =
                Alignment.of(compared.reference(), compared.hypothesis()).counts();
        return new Ratio(counts.errors(), counts.references());
    }
}
