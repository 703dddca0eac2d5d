package org.speechbench.reports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Score.Interval;

/**
 * What scores are worth that nobody has learnt anything for.
 *
 * @param guessing accuracy in per cent of who always answers with the most frequent class, by column; nothing of
 *     columns whose predictions were not kept
 */
public record Chance(Map<TaskColumn, Double> guessing) {
    /** Where no predictions are known. */
    public static final Chance UNKNOWN = new Chance(Map.of());

    /** Per cent by which scores of sequences and trials may miss those of a guess and still count as one. */
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

    /** Whether the best of a column's scores is what guessing gives. */
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

    /** The best of a column in words, to be said where nobody has learnt anything. */
    static double best(TaskColumn column, List<Cell> cells) {
        boolean higher = column.metric().higherIsBetter();
        var values = cells.stream().filter(Cell::ok).mapToDouble(Cell::value);
        return (higher ? values.max() : values.min()).orElse(Double.NaN);
    }
}
