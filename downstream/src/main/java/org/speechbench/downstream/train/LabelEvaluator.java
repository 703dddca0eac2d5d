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
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TargetEncoder;

/** Answers one utterance at a time: the best class, or the best of every frame. */
final class LabelEvaluator implements Evaluator {
    private final NDManager manager;
    private final DownstreamModel model;
    private final BatchBuilder builder;
    private final TargetEncoder targets;

    LabelEvaluator(NDManager manager, DownstreamModel model, BatchBuilder builder, TargetEncoder targets) {
        this.manager = manager;
        this.model = model;
        this.builder = builder;
        this.targets = targets;
    }

    @Override
    public Evaluation evaluate(
            List<Example> examples,
            List<NDArray> weights,
            Standardization standardization,
            @Nullable Decision decision,
            Progress.Stage stage) {
        Map<Example, List<String>> answers = new HashMap<>();
        double loss = 0;
        int rows = 0;
        for (List<Example> batch : ExampleBatches.of(examples)) {
            loss += answer(batch, weights, standardization, answers);
            rows += batch.size();
            stage.advance(batch.size(), "");
        }
        List<Prediction> predictions = new ArrayList<>();
        for (Example e : examples) {
            predictions.add(new Prediction(
                    e.utterance().id(), e.utterance().speaker(), e.reference(), answers.getOrDefault(e, List.of())));
        }
        return new Evaluation(predictions, rows == 0 ? 0 : loss / rows);
    }

    /** Sum of the rows' losses. */
    private double answer(
            List<Example> examples,
            List<NDArray> weights,
            Standardization standardization,
            Map<Example, List<String>> answers) {
        try (NDManager m = manager.newSubManager()) {
            NDList out = model.evaluate(m, builder.build(m, examples, standardization), weights);
            double sum = 0;
            for (float row : out.get(0).toFloatArray()) {
                sum += row;
            }
            long[] best = out.get(1).toLongArray();
            int width = best.length / examples.size();
            for (int b = 0; b < examples.size(); b++) {
                Example e = examples.get(b);
                int[] path = new int[valid(e, width)];
                for (int t = 0; t < path.length; t++) {
                    path[t] = (int) best[b * width + t];
                }
                answers.put(e, targets.decode(path));
            }
            return sum;
        }
    }

    /** How much of a row is an answer: its frames, or all groups. */
    private int valid(Example example, int width) {
        return model.options().objective() == Objective.CTC
                ? Math.min(width, model.head().outputFrames(example.frames()))
                : width;
    }
}
