package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.SuperbScore;

/**
 * SUPERB's aggregate scores of the user's results. Only scores of the preset {@code superb} count.
 *
 * @param rows rows of all kinds
 */
public record SuperbAggregates(List<ResultRow> rows) {
    private static final String PROTOCOL = "superb";

    /** The caption of the table of aggregates. */
    public static final String CAPTION =
            "superb_s and overall of upstreams that have every task's score under preset superb";

    public SuperbAggregates {
        rows = List.copyOf(rows);
    }

    /**
     * The aggregates of one upstream.
     *
     * @param superbS the SUPERB score; empty if a score is missing or was measured differently from the leaderboard
     * @param overall the overall score, likewise
     * @param errors half the widths of their 95 % intervals; empty if a score has no interval
     * @param missing the tasks and metrics without a score, sorted
     * @param otherwise what was measured differently, and how
     */
    public record Aggregate(
            UpstreamKey upstream,
            OptionalDouble superbS,
            OptionalDouble overall,
            Errors errors,
            List<String> missing,
            List<String> otherwise) {
        public Aggregate {
            missing = List.copyOf(missing);
            otherwise = List.copyOf(otherwise);
        }

        /** Half the widths of the 95 % intervals of both. */
        public record Errors(OptionalDouble superbS, OptionalDouble overall) {}

        /** The reason why there are no aggregates; empty if there are. */
        public String reason() {
            String without = missing.isEmpty() ? "" : "not given without " + String.join(", ", missing);
            String other = otherwise.isEmpty() ? "" : "not given with " + String.join(", ", otherwise);
            return without.isEmpty() || other.isEmpty() ? without + other : without + "; " + other;
        }
    }

    /** The reasons why aggregates are not given, each once; empty if all are given. */
    public String note() {
        return String.join(
                " ",
                list().stream()
                        .filter(aggregate -> !aggregate.otherwise().isEmpty())
                        .map(aggregate -> "superb_s and overall are " + aggregate.reason() + ".")
                        .distinct()
                        .toList());
    }

    /** The aggregates of every upstream that has a score under that preset. */
    public List<Aggregate> list() {
        Leaderboard board = Leaderboard.withSecondary(
                rows.stream()
                        .filter(row -> row.ok() && row.protocol().preset().equals(PROTOCOL))
                        .toList(),
                Chance.UNKNOWN,
                Standings.NONE);
        List<Aggregate> list = new ArrayList<>();
        for (UpstreamKey upstream : board.upstreams()) {
            Map<LeaderboardColumn, Cell> cells = cells(upstream, board);
            Map<LeaderboardColumn, Double> values = new EnumMap<>(LeaderboardColumn.class);
            cells.forEach((column, cell) -> values.put(column, cell.value()));
            List<String> missing = Arrays.stream(LeaderboardColumn.values())
                    .filter(column -> !values.containsKey(column))
                    .map(column -> column.task() + " " + column.metric().id())
                    .sorted()
                    .toList();
            List<String> otherwise = values.keySet().stream()
                    .filter(column -> !column.measuredOtherwise().isEmpty())
                    .map(column -> column.task() + " " + column.metric().id() + ": " + column.measuredOtherwise())
                    .toList();
            boolean alike = otherwise.isEmpty();
            list.add(new Aggregate(
                    upstream,
                    alike ? SuperbScore.superbS(values) : OptionalDouble.empty(),
                    alike ? SuperbScore.overall(values) : OptionalDouble.empty(),
                    new Aggregate.Errors(
                            error(cells, values, SuperbScore::superbS), error(cells, values, SuperbScore::overall)),
                    missing,
                    otherwise));
        }
        return list;
    }

    /**
     * The error of an aggregate, propagated from those of its scores as if they were independent, which those of one
     * corpus are not; it does not include the variation between trainings.
     */
    private static OptionalDouble error(
            Map<LeaderboardColumn, Cell> cells,
            Map<LeaderboardColumn, Double> values,
            Function<Map<LeaderboardColumn, Double>, OptionalDouble> aggregate) {
        OptionalDouble value = aggregate.apply(values);
        if (value.isEmpty()) {
            return value;
        }
        double squares = 0;
        for (Map.Entry<LeaderboardColumn, Cell> entry : cells.entrySet()) {
            Interval interval = entry.getValue().interval();
            if (interval == null) {
                return OptionalDouble.empty();
            }
            Map<LeaderboardColumn, Double> moved = new EnumMap<>(values);
            moved.merge(entry.getKey(), (interval.high() - interval.low()) / 2, Double::sum);
            squares += Math.pow(aggregate.apply(moved).orElseThrow() - value.getAsDouble(), 2);
        }
        return OptionalDouble.of(Math.sqrt(squares));
    }

    /** The scores of an upstream for the columns of the leaderboard; none if one task has several labels or corpora. */
    private static Map<LeaderboardColumn, Cell> cells(UpstreamKey upstream, Leaderboard board) {
        Map<LeaderboardColumn, Cell> values = new EnumMap<>(LeaderboardColumn.class);
        for (LeaderboardColumn column : LeaderboardColumn.values()) {
            List<TaskColumn> measured = board.columns().stream()
                    .filter(own -> own.protocol().taskName().equals(column.task())
                            && own.metric().id().equals(column.metric().id()))
                    .toList();
            if (measured.stream().map(own -> own.protocol().corpus()).distinct().count() > 1) {
                continue;
            }
            List<Cell> cells = measured.stream()
                    .map(own -> board.cell(upstream, own))
                    .filter(Cell::ok)
                    .toList();
            if (cells.size() == 1) {
                values.put(column, cells.get(0));
            }
        }
        return values;
    }
}
