package org.speechbench.downstream.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.engine.Fragment;
import org.speechbench.tasks.Prediction;

/**
 * Converts probabilities to the times at which each speaker speaks, using a decision. The method
 * {@code answers(self, y: Tensor) -> Tensor} of the objective returns the probability that each speaker speaks in
 * each frame (B, T, C), fp32, at the frame rate of the features.
 */
public record ActivityReader() implements AnswerReader {
    @Override
    public Fragment fragment() {
        return Fragment.of(ActivityReader.class, "answers.py");
    }

    /** Selects the decision with the best score, and of equal scores the first. */
    @Override
    public Reading read(List<Answer> answers, Scoring scoring, @Nullable Decision decision) {
        if (decision != null) {
            return reading(answers, scoring, decision);
        }
        Reading best = null;
        Score least = null;
        for (Decision candidate : Decision.all()) {
            Reading reading = reading(answers, scoring, candidate);
            Score score = scoring.scorer().score(reading.predictions());
            if (least == null || score.metric().better(score.value(), least.value())) {
                least = score;
                best = reading;
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is no decision to choose from");
        }
        return best;
    }

    private static Reading reading(List<Answer> answers, Scoring scoring, Decision decision) {
        List<Prediction> predictions = answers.stream()
                .map(a -> a.example()
                        .predicted(scoring.targets()
                                .decode(active(a, scoring.targets().classes(), decision), scoring.frameRate())))
                .toList();
        return new Reading(predictions, decision);
    }

    /** The speakers of each frame, one bit each. */
    private static int[] active(Answer answer, int speakers, Decision decision) {
        int[] active = new int[answer.example().frames()];
        float[] probabilities = new float[active.length];
        for (int s = 0; s < speakers; s++) {
            for (int t = 0; t < active.length; t++) {
                probabilities[t] = answer.values()[t * speakers + s];
            }
            boolean[] speaks = decision.yes(probabilities);
            for (int t = 0; t < active.length; t++) {
                active[t] |= speaks[t] ? 1 << s : 0;
            }
        }
        return active;
    }
}
