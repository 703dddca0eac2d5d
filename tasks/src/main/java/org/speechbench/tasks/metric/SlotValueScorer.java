package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores slot filling by the character errors of slot values, divided by the number of characters in the values of the
 * reference, in per cent. A value is compared with the value of the same type in the hypothesis that has the fewest
 * errors, without stray marks in it, or with an empty value if there is none (SUPERB, Interspeech 2021, task SF; s3prl,
 * {@code metric/slot_filling.py}). An utterance without slots contributes nothing.
 */
public final class SlotValueScorer extends RatioScorer {
    public static final Metric SLOT_VALUE_CER = Metrics.SLOT_VALUES;

    /** A value with more is skipped, as in s3prl. */
    private static final int MOST_ERRORS_A_LETTER = 100;

    public SlotValueScorer() {
        super(SLOT_VALUE_CER);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        List<Slot> found = Slot.ofHypothesis(prediction.hypothesis());
        ErrorCounts sum = ErrorCounts.NONE;
        for (Slot slot : Slot.ofReference(prediction.reference())) {
            sum = sum.plus(fewest(slot, found));
        }
        return new Ratio(sum.errors(), sum.references());
    }

    private static ErrorCounts fewest(Slot slot, List<Slot> found) {
        ErrorCounts fewest = Alignment.of(slot.letters(), List.of()).counts();
        int least = MOST_ERRORS_A_LETTER * fewest.references();
        for (Slot candidate : found) {
            if (candidate.type().equals(slot.type())) {
                ErrorCounts counts =
                        Alignment.of(slot.letters(), candidate.letters()).counts();
                if (counts.errors() < least) {
                    fewest = counts;
                    least = counts.errors();
                }
            }
        }
        return fewest;
    }
}
