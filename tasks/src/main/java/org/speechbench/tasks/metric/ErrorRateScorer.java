package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Error rate of the corpus in per cent: the sum of edit distances over the sum of reference tokens, so above 100 where
 * insertions abound. Tokens are the words (WER) or phones (PER) of the predictions, or the characters of their words with one
 * space between (CER), Unicode's code points. Tokens of a hypothesis whose reference is empty are insertions.
 */
public final class ErrorRateScorer extends RatioScorer {
    public static final Metric WER = Metrics.WORD_ERRORS;
    public static final Metric CER = Metrics.CHARACTER_ERRORS;
    public static final Metric PER = Metrics.PHONE_ERRORS;

    public ErrorRateScorer(Metric metric) {
        super(metric);
    }

    /** Character by character where characters are counted. */
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
