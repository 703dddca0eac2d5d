package org.speechbench.reports;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/** The first lines of a report: what was scored, what failed, and where the scores mean little. */
record LeadParagraph(ReportData data, Leaderboard board) {
    /** The paragraph; without children if there is nothing to say. */
    List<Element> build() {
        int failed = data.failed().size();
        if (board.columns().isEmpty() && failed == 0) {
            return List.of();
        }
        Element lead = Element.of("p").css("lead");
        lead.text(counted(board.upstreams().size(), "upstream") + " on "
                + counted(board.columns().size(), "task"));
        if (failed > 0) {
            lead.text(", ").add(Element.of("strong", counted(failed, "measurement") + " failed"));
        }
        lead.text(".");
        remarks().forEach(remark -> lead.text(" " + remark));
        return List.of(lead);
    }

    private List<String> remarks() {
        return Stream.of(
                        remark("On ", board::nobodyLearnt, " nobody has learnt anything."),
                        remark(
                                "An untrained network leads on ",
                                column -> untrained(board, column),
                                ": no training was shown to help there."))
                .filter(remark -> !remark.isEmpty())
                .toList();
    }

    /** A sentence on the columns for which something is true; empty if there are none. */
    private String remark(String before, Predicate<TaskColumn> which, String after) {
        String tasks = board.columns().stream()
                .filter(which)
                .map(column -> column.title(board.columns()))
                .collect(Collectors.joining(", "));
        return tasks.isEmpty() ? "" : before + tasks + after;
    }

    /** Whether random weights lead before trained ones. */
    static boolean untrained(Leaderboard board, TaskColumn column) {
        List<UpstreamKey> leaders = board.leaders(column);
        return !leaders.isEmpty()
                && leaders.stream().allMatch(UpstreamKey::random)
                && board.upstreams().stream()
                        .anyMatch(other ->
                                other.trained() && board.cell(other, column).ok());
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
