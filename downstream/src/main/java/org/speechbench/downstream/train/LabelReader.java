package org.speechbench.downstream.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Fragment;
import org.speechbench.tasks.TargetEncoder;

/**
 * Converts classes to labels, utterance by utterance. The method {@code answers(self, y: Tensor) -> Tensor} of the
 * objective returns the best class of each frame (B, T'), or of each group (B, G), int64.
 *
 * @param ofFrames whether there is a class for each frame
 */
public record LabelReader(boolean ofFrames) implements AnswerReader {
    @Override
    public Fragment fragment() {
        return Fragment.of(LabelReader.class, "answers.py");
    }

    @Override
    public Reading read(List<Answer> answers, Scoring scoring, @Nullable Decision decision) {
        return new Reading(
                answers.stream()
                        .map(a -> a.example().predicted(labels(a, scoring.targets())))
                        .toList(),
                null);
    }

    private List<String> labels(Answer answer, TargetEncoder targets) {
        if (answer.example().frames() == 0) {
            return List.of();
        }
        float[] values = answer.values();
        int[] path = new int[ofFrames ? Math.min(values.length, answer.outputFrames()) : values.length];
        for (int t = 0; t < path.length; t++) {
            path[t] = (int) values[t];
        }
        return targets.decode(path);
    }
}
