package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.tasks.Prediction;

/** Share of utterances whose class is right, in per cent; every utterance counts the same, whatever its class. */
public final class AccuracyScorer extends RatioScorer {
    public static final Metric ACCURACY = new Metric("accuracy", "Acc", "%", Metric.Direction.HIGHER_IS_BETTER);

    public AccuracyScorer() {
        super(ACCURACY);
    }

    /** One class, whatever its name: it may have spaces in it. */
    @Override
    public List<String> tokens(String written) {
        return List.of(written);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        if (prediction.reference().size() != 1 || prediction.hypothesis().size() != 1) {
            throw new IllegalArgumentException("accuracy compares one class with one class; " + prediction.id()
                    + " has reference " + prediction.reference() + " and hypothesis " + prediction.hypothesis());
        }
        return new Ratio(prediction.reference().equals(prediction.hypothesis()) ? 1 : 0, 1);
    }
}
