package org.speechbench.reports;

import java.util.List;

/** How sure the lead of the best upstream of a column is, in words. */
record LeadWords(List<Difference> all, Leaderboard board, TaskColumn column) {
    /** Empty where nothing can be said. */
    String sentence(UpstreamKey best) {
        List<String> winners =
                board.best(column).stream().map(UpstreamKey::label).toList();
        List<Difference> own = all.stream()
                .filter(d -> d.column().equals(column) && !winners.contains(d.upstream()))
                .toList();
        if (own.isEmpty()) {
            List<String> close =
                    board.notSeparated(best, column).stream().map(board::name).toList();
            return close.isEmpty() ? "" : "interval overlaps with " + String.join(", ", close);
        }
        List<String> close = labels(own, Difference.Finding.NOT_SIGNIFICANT);
        List<String> untested = labels(own, Difference.Finding.NOT_TESTED);
        if (!close.isEmpty()) {
            return "\u2248 not significantly better than " + String.join(", ", close);
        }
        if (untested.size() == own.size()) {
            return "lead not tested";
        }
        return untested.isEmpty()
                ? "significantly better than all others"
                : "significantly better than all but " + String.join(", ", untested) + " (not tested)";
    }

    private static List<String> labels(List<Difference> differences, Difference.Finding finding) {
        return differences.stream()
                .filter(d -> d.finding() == finding)
                .map(Difference::upstream)
                .toList();
    }
}
