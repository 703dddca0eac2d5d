package org.speechbench.reports;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * Who leads in the columns of a table of scores, and who leads in most of them.
 *
 * @param list the leads, one for each column in which somebody leads
 */
record Leads(Leaderboard board, UntrainedNetworks untrained, List<Lead> list) {
    Leads {
        list = List.copyOf(list);
    }

    static Leads of(ReportData data) {
        Leaderboard board = Leaderboard.of(data);
        UntrainedNetworks untrained = UntrainedNetworks.of(board.upstreams(), data.runs());
        return new Leads(
                board,
                untrained,
                board.columns().stream()
                        .flatMap(column -> Lead.of(board, column, untrained).stream())
                        .toList());
    }

    /** The lead in a column; empty if nobody leads there. */
    Optional<Lead> in(TaskColumn column) {
        return list.stream().filter(lead -> lead.column().equals(column)).findFirst();
    }

    /** The leads of an upstream, those that it shares included. */
    List<Lead> of(UpstreamKey upstream) {
        return list.stream().filter(lead -> lead.leaders().contains(upstream)).toList();
    }

    /** The number of columns in which the judge found an upstream better than all others. */
    long shown(UpstreamKey upstream) {
        return of(upstream).stream().filter(Lead::shown).count();
    }

    /**
     * The upstream that was shown to be the best of most columns, or, of those that are alike in this, leads in most
     * columns; several if they are alike in both, and none if nobody leads.
     */
    List<UpstreamKey> foremost() {
        Comparator<UpstreamKey> order = Comparator.<UpstreamKey>comparingLong(this::shown)
                .thenComparingInt(upstream -> of(upstream).size());
        List<UpstreamKey> leaders = list.stream()
                .map(Lead::leaders)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
        return leaders.stream()
                .filter(one -> leaders.stream().allMatch(other -> order.compare(one, other) >= 0))
                .toList();
    }

    /** The gains of an upstream over its network before training, in all columns in which both have a score. */
    List<Gain> overUntrained(UpstreamKey upstream) {
        return untrained.of(upstream).stream()
                .flatMap(network ->
                        board.columns().stream().flatMap(column -> Gain.of(board, column, upstream, network).stream()))
                .toList();
    }
}
