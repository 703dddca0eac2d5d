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
 * SUPERB's aggregate scores of own results. Only scores of the preset {@code superb} count.
 *
 * @param rows of all kinds
 */
public record SuperbAggregates(List<ResultRow> rows) {
    private static final String PROTOCOL = "superb";

    /** What the table of aggregates is about. */
    public static final String CAPTION =
            "superb_s and overall of upstreams that have every task's score under preset superb";

    public SuperbAggregates {
        rows = List.copyOf(rows);
    }

    /**
     * The aggregates of one upstream.
     *
     * @param superbS empty where a score is missing
     * @param overall empty where a score is missing
     * @param missing tasks and metrics that there is no score of, sorted
     */
    public record Aggregate(
            UpstreamKey upstream, OptionalDouble superbS, OptionalDouble overall, List<String> missing) {
        public Aggregate {
            missing = List.copyOf(missing);
        }
    }

    /** One of every upstream that has a score under that preset. */
    public List<Aggregate> list() {
        Leaderboard board = Leaderboard.withFurther(rows.stream()
                .filter(row -> row.ok() && row.preset().equals(PROTOCOL))
                .toList());
        List<Aggregate> list = new ArrayList<>();
        for (UpstreamKey upstream : board.upstreams()) {
            Map<LeaderboardColumn, Double> values = values(upstream, board);
            List<String> missing = Arrays.stream(LeaderboardColumn.values())
                    .filter(column -> !values.containsKey(column))
                    .map(column -> column.task() + " " + column.metric())
                    .sorted()
                    .toList();
            list.add(new Aggregate(upstream, SuperbScore.superbS(values), SuperbScore.overall(values), missing));
        }
        return list;
    }

    /** What an upstream has of the board's columns; none where several labels are of one task. */
    private static Map<LeaderboardColumn, Double> values(UpstreamKey upstream, Leaderboard board) {
        Map<LeaderboardColumn, Double> values = new EnumMap<>(LeaderboardColumn.class);
        for (LeaderboardColumn column : LeaderboardColumn.values()) {
            List<Cell> cells = board.columns().stream()
                    .filter(own -> own.taskName().equals(column.task())
                            && own.metric().id().equals(column.metric()))
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
