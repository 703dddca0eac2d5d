package org.speechbench.reports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.significance.TaskColumn;

/**
 * The scores that can be reached without learning anything.
 *
 * @param guessing the accuracy in per cent of always predicting the most frequent class, by column; columns whose
 *     predictions were not kept are missing
 */
public record Chance(Map<TaskColumn, Double> guessing) {
    /** The value if no predictions are known. */
    public static final Chance UNKNOWN = new Chance(Map.of());

    /**
     * The percentage by which scores of sequences and trials may differ from the score of guessing and still count as
     * guessing.
     */
    private static final Set<Metric> ERRORS = Set.of(
            Metrics.WORD_ERRORS,
            Metrics.CHARACTER_ERRORS,
            Metrics.PHONE_ERRORS,
            Metrics.SLOT_VALUES,
            Metrics.DIARIZATION_ERRORS);

    private static final Set<Metric> HITS = Set.of(Metrics.SLOT_TYPES, Metrics.TERM_WEIGHTED_VALUE);
    private static final double NEAR = 5;

    private static final double ALL_WRONG = 100;
    private static final double COIN = 50;

    public Chance {
        guessing = Map.copyOf(guessing);
    }

    /** Whether every score of a column is one that guessing gives. */
    boolean nobodyLearnt(TaskColumn column, List<Cell> cells) {
        return cells.stream().anyMatch(Cell::ok)
                && cells.stream().filter(Cell::ok).allMatch(cell -> isGuess(column, cell));
    }

    private boolean isGuess(TaskColumn column, Cell cell) {
        Double known = guessing.get(column);
        Metric metric = column.metric();
        if (ERRORS.contains(metric)) {
            return cell.value() >= ALL_WRONG - NEAR;
        }
        if (metric.equals(Metrics.EQUAL_ERROR_RATE)) {
            return cell.value() >= COIN - NEAR;
        }
        if (HITS.contains(metric)) {
            return cell.value() <= NEAR / 10;
        }
        return metric.equals(Metrics.ACCURACY) && known != null && low(cell) <= known;
    }

    private static double low(Cell cell) {
        Interval interval = cell.measured().size() == 1 ? cell.interval() : null;
        return interval == null ? cell.value() : Math.min(cell.value(), interval.low());
    }

    /** The best score of a column in words, for columns in which no upstream has learnt anything. */
    static double best(TaskColumn column, List<Cell> cells) {
        boolean higher = column.metric().higherIsBetter();
        var values = cells.stream().filter(Cell::ok).mapToDouble(Cell::value);
        return (higher ? values.max() : values.min()).orElse(Double.NaN);
    }
}
