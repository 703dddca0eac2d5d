package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.downstream.train.AnswerReader.Answer;

/** Computes the predictions of a model for a list of utterances, batch by batch. */
final class Evaluator {
    private static final int MAX_ROWS = 32;
    private static final int MAX_FRAMES = 16_000;

    private final DownstreamModel model;
    private final BatchLoader loader;
    private final Scoring scoring;

    Evaluator(DownstreamModel model, BatchLoader loader, Scoring scoring) {
        this.model = model;
        this.loader = loader;
        this.scoring = scoring;
    }

    /**
     * @param decision to use; null to choose the best for these examples
     * @param stage advanced for every example that has frames
     */
    Evaluation evaluate(
            List<Example> examples,
            List<NDArray> weights,
            Standardization standardization,
            @Nullable Decision decision,
            Progress.Stage stage) {
        Map<Example, Answer> answers = new HashMap<>();
        double loss = 0;
        List<List<Example>> batches = batches(examples);
        try (ReadAhead<BatchLoader.Loaded> loaded =
                loader.load(batches.stream().map(batch -> () -> new BatchLoader.Order(batch, standardization, null)))) {
            for (List<Example> batch : batches) {
                loss += answer(loaded, weights, answers);
                stage.advance(batch.size(), "");
            }
        }
        AnswerReader.Reading reading = model.options()
                .objective()
                .answers()
                .read(
                        examples.stream()
                                .map(e -> answers.getOrDefault(e, new Answer(e, 0, new float[0])))
                                .toList(),
                        scoring,
                        decision);
        return new Evaluation(reading.predictions(), answers.isEmpty() ? 0 : loss / answers.size(), reading.decision());
    }

    /** Batches in the order of length, so that there is little padding, of the examples that have frames. */
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

    /** Computes the answers of the next batch and returns the sum of the rows' losses. */
    private double answer(ReadAhead<BatchLoader.Loaded> loaded, List<NDArray> weights, Map<Example, Answer> answers) {
        try (BatchLoader.Loaded next = loaded.next()) {
            List<Example> batch = next.batch().examples();
            NDList out = model.evaluate(next.manager(), next.batch(), weights);
            float[] values = values(out.get(1));
            int width = values.length / batch.size();
            for (int b = 0; b < batch.size(); b++) {
                Example example = batch.get(b);
                answers.put(
                        example,
                        new Answer(
                                example,
                                model.head().outputFrames(example.frames()),
                                Arrays.copyOfRange(values, b * width, (b + 1) * width)));
            }
            double sum = 0;
            for (float row : out.get(0).toFloatArray()) {
                sum += row;
            }
            return sum;
        }
    }

    /** The number of classes is far below the largest range of integers that a float represents exactly. */
    private static float[] values(NDArray answers) {
        if (answers.getDataType() != DataType.INT64) {
            return answers.toFloatArray();
        }
        long[] classes = answers.toLongArray();
        float[] values = new float[classes.length];
        for (int i = 0; i < classes.length; i++) {
            values[i] = classes[i];
        }
        return values;
    }
}
