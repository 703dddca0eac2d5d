package org.speechbench.reports;

import java.util.List;
import java.util.stream.Collectors;

/** How certain the lead of the best upstream in a column is, in words. */
record LeadSentence(List<Difference> all, Leaderboard board, TaskColumn column) {
    /** The sentence; empty if no statement can be made. */
    String sentence() {
        List<String> winners =
                board.best(column).stream().map(UpstreamKey::label).toList();
        List<Difference> own = all.stream()
                .filter(d -> d.column().equals(column) && !winners.contains(d.upstream()))
                .toList();
        if (own.isEmpty()) {
            return "";
        }
        List<String> undecided = labels(own, Difference.Finding.UNDECIDED);
        List<String> untested = labels(own, Difference.Finding.NOT_TESTED);
        if (!undecided.isEmpty()) {
            return "undecided against " + String.join(", ", undecided);
        }
        if (untested.size() == own.size()) {
            return "lead not tested: " + reasons(own);
        }
        return untested.isEmpty()
                ? "significantly better than all others"
                : "significantly better than all but " + String.join(", ", untested) + ", not tested: " + reasons(own);
    }

    private static String reasons(List<Difference> differences) {
        return differences.stream()
                .filter(d -> d.finding() == Difference.Finding.NOT_TESTED)
                .map(Difference::reason)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static List<String> labels(List<Difference> differences, Difference.Finding finding) {
        return differences.stream()
                .filter(d -> d.finding() == finding)
                .map(Difference::upstream)
                .toList();
    }
}
