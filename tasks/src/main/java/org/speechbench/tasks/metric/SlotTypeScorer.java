package org.speechbench.tasks.metric;

import java.util.Set;
import java.util.TreeSet;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores slot filling by F1 between the sets of slot types of reference and hypothesis, in per cent, averaged over
 * utterances. An utterance without slots whose hypothesis has none counts as correct (SUPERB, Interspeech 2021, task
 * SF).
 */
public final class SlotTypeScorer extends RatioScorer {
    public static final Metric SLOT_TYPE_F1 = Metrics.SLOT_TYPES;

    public SlotTypeScorer() {
        super(SLOT_TYPE_F1);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        Set<String> reference = Slot.types(Slot.ofReference(prediction.reference()));
        Set<String> hypothesis = Slot.types(Slot.ofHypothesis(prediction.hypothesis()));
        if (reference.isEmpty() && hypothesis.isEmpty()) {
            return new Ratio(1, 1);
        }
        Set<String> both = new TreeSet<>(reference);
        both.retainAll(hypothesis);
        return new Ratio(2.0 * both.size() / (reference.size() + hypothesis.size()), 1);
    }
}
