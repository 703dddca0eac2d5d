package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;

/** Answers who speaks when, from the probability of each speaker in each frame and a decision, which dev chooses. */
final class ActivityEvaluator implements Evaluator {
    private final NDManager manager;
    private final DownstreamModel model;
    private final BatchBuilder builder;
    private final Scoring scoring;

    /** @param scoring at the rate of the head's output, which is that of the features */
    ActivityEvaluator(NDManager manager, DownstreamModel model, BatchBuilder builder, Scoring scoring) {
        this.manager = manager;
        this.model = model;
        this.builder = builder;
        this.scoring = scoring;
    }

    @Override
    public Evaluation evaluate(
            List<Example> examples,
            List<NDArray> weights,
            Standardization standardization,
            @Nullable Decision decision,
            Progress.Stage stage) {
        Map<Example, float[][]> probabilities = new HashMap<>();
        double loss = 0;
        for (List<Example> batch : ExampleBatches.of(examples)) {
            loss += hear(batch, weights, standardization, probabilities);
            stage.advance(batch.size(), "");
        }
        double mean = probabilities.isEmpty() ? 0 : loss / probabilities.size();
        if (decision != null) {
            return new Evaluation(predictions(examples, probabilities, decision), mean, decision);
        }
        Evaluation best = null;
        Score least = null;
        for (Decision candidate : Decision.all()) {
            List<Prediction> predictions = predictions(examples, probabilities, candidate);
            Score score = scoring.scorer().score(predictions);
            if (least == null || score.metric().better(score.value(), least.value())) {
                least = score;
                best = new Evaluation(predictions, mean, candidate);
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is no decision to choose from");
        }
        return best;
    }

    /** Sum of the rows' losses. */
    private double hear(
            List<Example> batch,
            List<NDArray> weights,
            Standardization standardization,
            Map<Example, float[][]> probabilities) {
        try (NDManager m = manager.newSubManager()) {
            NDList out = model.evaluate(m, builder.build(m, batch, standardization), weights);
            float[] values = out.get(1).toFloatArray();
            int speakers = scoring.targets().classes();
            int width = values.length / batch.size() / speakers;
            for (int b = 0; b < batch.size(); b++) {
                float[][] own = new float[speakers][batch.get(b).frames()];
                for (int s = 0; s < speakers; s++) {
                    for (int t = 0; t < own[s].length; t++) {
                        own[s][t] = values[(b * width + t) * speakers + s];
                    }
                }
                probabilities.put(batch.get(b), own);
            }
            double sum = 0;
            for (float row : out.get(0).toFloatArray()) {
                sum += row;
            }
            return sum;
        }
    }

    private List<Prediction> predictions(
            List<Example> examples, Map<Example, float[][]> probabilities, Decision decision) {
        List<Prediction> predictions = new ArrayList<>();
        for (Example e : examples) {
            int[] active = active(probabilities.getOrDefault(e, new float[0][]), e.frames(), decision);
            predictions.add(new Prediction(
                    e.utterance().id(),
                    e.utterance().speaker(),
                    e.reference(),
                    scoring.targets().decode(active, scoring.frameRate())));
        }
        return predictions;
    }

    private static int[] active(float[][] probabilities, int frames, Decision decision) {
        int[] active = new int[frames];
        for (int s = 0; s < probabilities.length; s++) {
            boolean[] speaks = decision.yes(probabilities[s]);
            for (int t = 0; t < frames; t++) {
                active[t] |= speaks[t] ? 1 << s : 0;
            }
        }
        return active;
    }
}
