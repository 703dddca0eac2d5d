package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Slot filling: character errors of slot values over characters of the reference's, in per cent. A value is held against
 * that of the hypothesis' values of its type which has the fewest errors, stray marks in it left out, or against nothing (SUPERB,
 * Interspeech 2021, task SF; s3prl, {@code metric/slot_filling.py}). An utterance without slots adds nothing.
 */
public final class SlotValueScorer extends RatioScorer {
    public static final Metric SLOT_VALUE_CER = Metrics.SLOT_VALUES;

    /** A value with more is passed over, as in s3prl. */
    private static final int MOST_ERRORS_A_LETTER = 100;

    public SlotValueScorer() {
        super(SLOT_VALUE_CER);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        List<Slot> heard = Slot.ofHypothesis(prediction.hypothesis());
        ErrorCounts sum = ErrorCounts.NONE;
        for (Slot slot : Slot.ofReference(prediction.reference())) {
            sum = sum.plus(fewest(slot, heard));
        }
        return new Ratio(sum.errors(), sum.references());
    }

    private static ErrorCounts fewest(Slot slot, List<Slot> heard) {
        ErrorCounts fewest = Alignment.of(slot.letters(), List.of()).counts();
        int least = MOST_ERRORS_A_LETTER * fewest.references();
        for (Slot candidate : heard) {
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
