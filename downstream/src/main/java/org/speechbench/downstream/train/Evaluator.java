package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TargetEncoder;

/** Answers of a model for a list of utterances. */
final class Evaluator {
    private static final int MAX_ROWS = 32;
    private static final int MAX_FRAMES = 16_000;

    private final NDManager manager;
    private final DownstreamModel model;
    private final BatchBuilder builder;
    private final TargetEncoder targets;

    /**
     * What a model says.
     *
     * @param predictions in the order of the examples
     * @param loss mean over the examples that have frames
     */
    record Evaluation(List<Prediction> predictions, double loss) {}

    Evaluator(NDManager manager, DownstreamModel model, BatchBuilder builder, TargetEncoder targets) {
        this.manager = manager;
        this.model = model;
        this.builder = builder;
        this.targets = targets;
    }

    Evaluation evaluate(List<Example> examples, List<NDArray> weights, Standardization standardization) {
        Map<Example, List<String>> answers = new HashMap<>();
        double loss = 0;
        int rows = 0;
        for (List<Example> batch : batches(examples)) {
            loss += answer(batch, weights, standardization, answers);
            rows += batch.size();
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

    /** By length, so that little is padded. */
    private static List<List<Example>> batches(List<Example> examples) {
        List<Example> sorted = examples.stream()
                .filter(e -> e.frames() > 0)
                .sorted(Comparator.comparingInt(Example::frames).reversed())
                .toList();
        List<List<Example>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); ) {
            int rows =
                    Math.max(1, Math.min(MAX_ROWS, MAX_FRAMES / sorted.get(from).frames()));
            int to = Math.min(sorted.size(), from + rows);
            batches.add(sorted.subList(from, to));
            from = to;
        }
        return batches;
    }
}
