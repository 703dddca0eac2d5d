package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.tasks.Prediction;

/**
 * Slot filling: character errors of slot values over characters of the reference's, in per cent. A value is held against
 * that of the hypothesis' values of its type which has the fewest errors, or against nothing (SUPERB, Interspeech 2021,
 * task SF). An utterance without slots adds nothing.
 */
public final class SlotValueScorer extends RatioScorer {
    public static final Metric SLOT_VALUE_CER =
            new Metric("slot_value_cer", "slot value CER", "%", Metric.Direction.LOWER_IS_BETTER);

    public SlotValueScorer() {
        super(SLOT_VALUE_CER);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        List<Slot> heard = Slot.in(prediction.hypothesis());
        ErrorCounts sum = ErrorCounts.NONE;
        for (Slot slot : Slot.in(prediction.reference())) {
            sum = sum.plus(fewest(slot, heard));
        }
        return new Ratio(sum.errors(), sum.references());
    }

    private static ErrorCounts fewest(Slot slot, List<Slot> heard) {
        ErrorCounts fewest = null;
        for (Slot candidate : heard) {
            if (candidate.type().equals(slot.type())) {
                ErrorCounts counts =
                        Alignment.of(slot.letters(), candidate.letters()).counts();
                fewest = fewest == null || counts.errors() < fewest.errors() ? counts : fewest;
            }
        }
        return fewest == null ? Alignment.of(slot.letters(), List.of()).counts() : fewest;
    }
}
