package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Task;

/** The scores of a test set, and of each of its parts if it has several. */
final class TestScores {
    private TestScores() {}

    /**
     * The score of the whole set first, then those of its parts in order of their names, as splits {@code test-PART}.
     *
     * @param folds predictions, one list per fold
     */
    static List<CellResult.TestResult> of(Task task, String split, List<List<Prediction>> folds) {
        TreeSet<String> parts = new TreeSet<>();
        folds.forEach(fold -> fold.forEach(p -> parts.add(task.part(p))));
        parts.remove("");
        List<CellResult.TestResult> scores = new ArrayList<>(List.of(score(task, split, folds)));
        if (parts.size() > 1) {
            for (String part : parts) {
                List<List<Prediction>> own = folds.stream()
                        .map(fold -> fold.stream()
                                .filter(p -> task.part(p).equals(part))
                                .toList())
                        .filter(fold -> !fold.isEmpty())
                        .toList();
                scores.add(score(task, split + "-" + part, own));
            }
        }
        return scores;
    }

    private static CellResult.TestResult score(Task task, String split, List<List<Prediction>> folds) {
        return new CellResult.TestResult(
                split,
                task.scorer().scoreFolds(folds),
                task.secondary().stream().map(f -> f.scoreFolds(folds)).toList(),
                folds.stream().flatMap(List::stream).toList());
    }
}
