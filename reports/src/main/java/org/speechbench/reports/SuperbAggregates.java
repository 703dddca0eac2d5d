package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.speechbench.core.result.ResultRow;
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
     * @param missing the tasks and metrics without a score, sorted
     * @param otherwise what was measured differently, and how
     */
    public record Aggregate(
            UpstreamKey upstream,
            OptionalDouble superbS,
            OptionalDouble overall,
            List<String> missing,
            List<String> otherwise) {
        public Aggregate {
            missing = List.copyOf(missing);
            otherwise = List.copyOf(otherwise);
        }

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
                Chance.UNKNOWN);
        List<Aggregate> list = new ArrayList<>();
        for (UpstreamKey upstream : board.upstreams()) {
            Map<LeaderboardColumn, Double> values = values(upstream, board);
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
                    missing,
                    otherwise));
        }
        return list;
    }

    /** The scores of an upstream for the columns of the leaderboard; none if one task has several labels or corpora. */
    private static Map<LeaderboardColumn, Double> values(UpstreamKey upstream, Leaderboard board) {
        Map<LeaderboardColumn, Double> values = new EnumMap<>(LeaderboardColumn.class);
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
                values.put(column, cells.get(0).value());
            }
        }
        return values;
    }
}
