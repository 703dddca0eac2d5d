package org.speechbench.reports.significance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Units;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.judge.Sample;
import org.speechbench.reports.judge.Scope;
import org.speechbench.reports.judge.ScoreEvidence;
import org.speechbench.reports.significance.Scores.SeedScore;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.ComparableScorer;

/**
 * Asks whether the score of a cell in one run is better than that of the same cell in another run, on the same
 * utterances. Both are of one training, so that the answer is about these models.
 *
 * @param tasks the tasks that this version can score
 */
public record SameCell(NamedServices<Task> tasks) {
    /**
     * One score.
     *
     * @param run the run, which has kept its predictions
     * @param row a row of kind {@code score}, with a value and a seed
     */
    public record Recorded(RunDirectory run, ResultRow row) {
        private SeedScore score() {
            return new SeedScore(run, row, Objects.requireNonNull(row.measure().seed(), "a score has a seed"));
        }
    }

    /**
     * The question whether the current score is better. Predictions that are missing or damaged are a reason not to ask.
     *
     * @param margin the difference that does not matter, in the unit of the score
     */
    public Question question(Recorded baseline, Recorded current, double margin) {
        TaskColumn column = TaskColumn.of(current.row());
        Optional<String> unknown = Terms.task(column, tasks);
        if (unknown.isPresent()) {
            return Question.unanswerable(unknown.get());
        }
        ComparableScorer scorer =
                (ComparableScorer) tasks.get(column.protocol().taskName()).scorer();
        try {
            CellPredictions before = CellPredictions.read(baseline.score(), scorer);
            CellPredictions now = CellPredictions.read(current.score(), scorer);
            if (now.reproduces(before)) {
                return reproduced(now.lines().size(), margin);
            }
            return Terms.ofPredictions(List.of(before, now), scorer.unitName())
                    .map(Question::unanswerable)
                    .orElseGet(() -> new ScoreEvidence(
                                    sample(now),
                                    sample(before),
                                    scorer.unitName(),
                                    column.metric().higherIsBetter())
                            .question(margin, Scope.MODELS));
        } catch (UserError e) {
            return Question.unanswerable(e.oneLine());
        }
    }

    /** Equal predictions are those of equal models, whose difference has no error. */
    private static Question reproduced(int predictions, double margin) {
        Units units = Units.equal("equal predictions", predictions);
        return Question.of(new Estimate(0, 0, 0, predictions - 1, units), margin);
    }

    private static Sample sample(CellPredictions predictions) {
        return Sample.ofTrainings(List.of(predictions.score()));
    }
}
