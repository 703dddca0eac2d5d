package org.speechbench.tasks.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.tasks.Scorer;

/** The metrics of SUPERB's tasks, for scoring predictions without a task. */
public final class Scorers {
    private Scorers() {}

    /** The scorers by metric id, in a fixed order. */
    public static Map<String, Scorer> byMetric() {
        Map<String, Scorer> scorers = new LinkedHashMap<>();
        all().forEach(scorer -> scorers.put(scorer.metric().id(), scorer));
        return Collections.unmodifiableMap(scorers);
    }

    private static List<Scorer> all() {
        return List.of(
                new ErrorRateScorer(ErrorRateScorer.WER),
                new ErrorRateScorer(ErrorRateScorer.CER),
                new ErrorRateScorer(ErrorRateScorer.PER),
                new AccuracyScorer(),
                new EqualErrorRateScorer(),
                new DiarizationErrorScorer(),
                new SlotTypeScorer(),
                new SlotValueScorer(),
                new TermWeightedValueScorer());
    }
}
