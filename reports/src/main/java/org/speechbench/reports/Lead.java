package org.speechbench.reports;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * Who leads in one column, and by how much.
 *
 * @param leaders the upstreams that lead; several if they are tied
 * @param shown whether the judge found the leader better than all others
 * @param overNext the gain over the best of the others; empty if there are none, or if several lead
 * @param overUntrained the gain over the network before its training; empty if that was not scored, or if several lead
 */
record Lead(
        TaskColumn column,
        List<UpstreamKey> leaders,
        boolean shown,
        Optional<Gain> overNext,
        Optional<Gain> overUntrained) {
    Lead {
        leaders = List.copyOf(leaders);
    }

    /** The lead in a column; empty if nobody leads. */
    static Optional<Lead> of(Leaderboard board, TaskColumn column, UntrainedNetworks untrained) {
        List<UpstreamKey> leaders = board.leaders(column);
        if (leaders.isEmpty()) {
            return Optional.empty();
        }
        if (leaders.size() > 1) {
            return Optional.of(new Lead(column, leaders, false, Optional.empty(), Optional.empty()));
        }
        UpstreamKey leader = leaders.get(0);
        return Optional.of(new Lead(
                column,
                leaders,
                board.best(column).isPresent(),
                board.next(column).flatMap(next -> Gain.of(board, column, leader, next)),
                untrained.of(leader).flatMap(network -> Gain.of(board, column, leader, network))));
    }

    /** Both gains, as far as they are there. */
    List<Gain> gains() {
        return Stream.of(overNext, overUntrained).flatMap(Optional::stream).toList();
    }
}
