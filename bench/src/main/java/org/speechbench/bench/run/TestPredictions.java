package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;

/** Converts model output to predictions that are scored and kept. */
final class TestPredictions {
    private TestPredictions() {}

    /**
     * Converts best paths over frames to predictions.
     *
     * @param paths the best paths, in the order of the utterances
     */
    static List<Prediction> of(Task task, TargetEncoder targets, List<Utterance> utterances, List<int[]> paths) {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            Utterance u = utterances.get(i);
            predictions.add(new Prediction(u.id(), u.speaker(), task.reference(u), targets.decode(paths.get(i))));
        }
        return predictions;
    }

    /** The predictions of every fold in the form in which they are written. */
    static List<PredictionLine> lines(List<List<Prediction>> folds) {
        List<PredictionLine> lines = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            String fold = folds.size() > 1 ? Integer.toString(i + 1) : "";
            folds.get(i).forEach(p -> lines.add(line(p, fold)));
        }
        return lines;
    }

    private static PredictionLine line(Prediction p, String fold) {
        return new PredictionLine(
                p.id(), p.speaker(), String.join(" ", p.reference()), String.join(" ", p.hypothesis()), fold);
    }
}
