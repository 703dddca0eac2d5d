package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Task;

/**
 * The result of one upstream on one task with one seed.
 *
 * @param seed of the head
 * @param head that was trained
 * @param tests one entry per test split, the main one first
 * @param grid one entry per learning rate, in the order of the recipe
 * @param learningRate the selected one; null if nothing is trained
 * @param weights learnt by the featurizer, one entry per fold
 * @param counts of utterances that could not be used as they are
 * @param seconds wall-clock time of the whole cell
 */
public record CellResult(
        long seed,
        TrainedHead head,
        List<TestResult> tests,
        List<RateResult> grid,
        @Nullable Double learningRate,
        List<LayerWeights> weights,
        Counts counts,
        double seconds) {
    public CellResult {
        tests = List.copyOf(tests);
        grid = List.copyOf(grid);
        weights = List.copyOf(weights);
    }

    /**
     * A head with its hyperparameters.
     *
     * @param description its name and its hyperparameters in order of their names, for example
     *     {@code linear_ctc(hidden=256)}
     * @param parameters number of trained values, including the featurizer's
     */
    public record TrainedHead(String description, long parameters) {}

    /**
     * The score of a test split.
     *
     * @param split its name; {@code test} if it has different names in the folds
     * @param score the mean over folds if there are several
     * @param secondary other metrics of the same predictions
     * @param folds the predictions of every fold
     */
    public record TestResult(String split, Score score, List<Score> secondary, List<List<Prediction>> folds) {
        public TestResult {
            secondary = List.copyOf(secondary);
            folds = folds.stream().map(List::copyOf).toList();
        }

        /** The predictions of all folds, in order. */
        public List<Prediction> predictions() {
            return folds.stream().flatMap(List::stream).toList();
        }

        /**
         * The scores of a test set, and of each of its parts if it has several: the score of the whole set first, then those of its parts in order of their names, as splits {@code test-PART}.
         *
         * @param folds predictions, one list per fold
         */
        static List<TestResult> scored(Task task, String split, List<List<Prediction>> folds) {
            TreeSet<String> parts = new TreeSet<>();
            folds.forEach(fold -> fold.forEach(p -> parts.add(task.part(p))));
            parts.remove("");
            List<TestResult> scores = new ArrayList<>(List.of(score(task, split, folds)));
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

        private static TestResult score(Task task, String split, List<List<Prediction>> folds) {
            return new TestResult(
                    split,
                    task.scorer().scoreFolds(folds),
                    task.secondary().stream().map(f -> f.scoreFolds(folds)).toList(),
                    folds);
        }
    }

    /**
     * A point of the learning-rate grid, or another setting that is selected on dev.
     *
     * @param learningRate null if nothing is trained
     * @param dev best score on dev, the mean over folds; null if training failed
     * @param devLoss at that point; null if there is none
     * @param steps at which it was reached, one entry per fold; empty if nothing is trained
     * @param decisions that were selected as well, one entry per fold; empty if there are none
     * @param stopped why training ended before its steps were done; empty if it did not
     * @param failure why there is no score; empty if there is one
     * @param seconds of training and evaluation
     */
    public record RateResult(
            @Nullable Double learningRate,
            @Nullable Score dev,
            @Nullable Double devLoss,
            List<Integer> steps,
            List<String> decisions,
            String stopped,
            String failure,
            double seconds) {
        public RateResult {
            steps = List.copyOf(steps);
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * Softmax weights of the layers.
     *
     * @param weights index 0 is the input of the first Transformer layer; they add up to 1
     */
    public record LayerWeights(String fold, List<Double> weights) {
        public LayerWeights {
            weights = List.copyOf(weights);
        }
    }

    /**
     * Numbers of utterances that could not be used as they are, over all folds' splits, each utterance counted once.
     *
     * @param train utterances trained on
     * @param infeasible training utterances whose target is longer than their frames allow (CTC); they contribute
     *     nothing
     * @param infeasibleTest the same among dev and test utterances, whose reference cannot be reached
     * @param tooShort utterances shorter than one frame: left out of training, an empty answer in dev and test
     */
    public record Counts(int train, int infeasible, int infeasibleTest, int tooShort) {}
}
