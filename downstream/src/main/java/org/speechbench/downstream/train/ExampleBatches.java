package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Batches for evaluation: each example that has frames occurs once, and examples of similar length are together. */
final class ExampleBatches {
    private static final int MAX_ROWS = 32;
    private static final int MAX_FRAMES = 16_000;

    private ExampleBatches() {}

    /** Batches in the order of length, so that there is little padding. */
    static List<List<Example>> of(List<Example> examples) {
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
