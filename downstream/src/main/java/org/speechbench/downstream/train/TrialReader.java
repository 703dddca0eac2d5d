package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Fragment;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Trial;
import org.speechbench.tasks.metric.EqualErrorRateScorer;

/**
 * Converts embeddings of length 1, from {@code head_embed} of the head, to the cosines of trials. Held-out speakers
 * are not among the classes, so every loss is 0. There is a prediction for each trial for which both utterances
 * have an answer.
 */
public record TrialReader() implements AnswerReader {
    private static final double UNLIKE_ANYTHING = -1;

    @Override
    public Fragment fragment() {
        return Fragment.of(TrialReader.class, "embeddings.py");
    }

    @Override
    public Reading read(List<Answer> answers, Scoring scoring, @Nullable Decision decision) {
        Map<String, Answer> byId = new HashMap<>();
        answers.forEach(a -> byId.put(a.example().utterance().id(), a));
        List<Prediction> predictions = new ArrayList<>();
        for (Trial trial : scoring.trials()) {
            Answer first = byId.get(trial.first());
            Answer second = byId.get(trial.second());
            if (first != null && second != null) {
                String kind = trial.target() ? EqualErrorRateScorer.TARGET : EqualErrorRateScorer.OTHER;
                predictions.add(new Prediction(
                        trial.id(),
                        EqualErrorRateScorer.speakers(
                                first.example().utterance().speaker(),
                                second.example().utterance().speaker()),
                        List.of(kind),
                        List.of(Double.toString(cosine(first.values(), second.values())))));
            }
        }
        return new Reading(predictions, null);
    }

    /** An utterance that is too short for one frame has no embedding and is similar to no other. */
    private static double cosine(float[] first, float[] second) {
        if (first.length == 0 || second.length == 0) {
            return UNLIKE_ANYTHING;
        }
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (double) first[i] * second[i];
        }
        return sum;
    }
}
