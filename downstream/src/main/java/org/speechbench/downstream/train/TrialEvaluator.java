package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Trial;
import org.speechbench.tasks.metric.EqualErrorRateScorer;

/**
 * Answers trials by the cosine of two embeddings; every utterance is embedded once. Held-out speakers are no classes, so
 * there is no loss.
 */
final class TrialEvaluator implements Evaluator {
    private static final double UNLIKE_ANYTHING = -1;

    private final NDManager manager;
    private final DownstreamModel model;
    private final BatchBuilder builder;
    private final List<Trial> trials;

    TrialEvaluator(NDManager manager, DownstreamModel model, BatchBuilder builder, List<Trial> trials) {
        this.manager = manager;
        this.model = model;
        this.builder = builder;
        this.trials = trials;
    }

    /** One prediction for each trial of which both utterances are among the examples. */
    @Override
    public Evaluation evaluate(
            List<Example> examples,
            List<NDArray> weights,
            Standardization standardization,
            @Nullable Decision decision,
            Progress.Stage stage) {
        Map<String, Example> byId = new HashMap<>();
        examples.forEach(e -> byId.put(e.utterance().id(), e));
        Map<String, float[]> embeddings = embed(examples, weights, standardization, stage);
        List<Prediction> predictions = new ArrayList<>();
        for (Trial trial : trials) {
            Example first = byId.get(trial.first());
            if (first != null && byId.containsKey(trial.second())) {
                double cosine = cosine(embeddings.get(trial.first()), embeddings.get(trial.second()));
                String kind = trial.target() ? EqualErrorRateScorer.TARGET : EqualErrorRateScorer.OTHER;
                predictions.add(new Prediction(
                        trial.id(), first.utterance().speaker(), List.of(kind), List.of(Double.toString(cosine))));
            }
        }
        return new Evaluation(predictions, 0);
    }

    private Map<String, float[]> embed(
            List<Example> examples, List<NDArray> weights, Standardization standardization, Progress.Stage stage) {
        Map<String, float[]> embeddings = new HashMap<>();
        for (List<Example> batch : ExampleBatches.of(examples)) {
            try (NDManager m = manager.newSubManager()) {
                NDArray rows = model.embeddings(m, builder.build(m, batch, standardization), weights);
                int size = (int) rows.getShape().get(1);
                float[] values = rows.toFloatArray();
                for (int b = 0; b < batch.size(); b++) {
                    String id = batch.get(b).utterance().id();
                    embeddings.put(id, Arrays.copyOfRange(values, b * size, (b + 1) * size));
                }
                stage.advance(batch.size(), "");
            }
        }
        return embeddings;
    }

    /** An utterance too short for one frame has no embedding and is like no other. */
    private static double cosine(float @Nullable [] first, float @Nullable [] second) {
        if (first == null || second == null) {
            return UNLIKE_ANYTHING;
        }
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (double) first[i] * second[i];
        }
        return sum;
    }
}
