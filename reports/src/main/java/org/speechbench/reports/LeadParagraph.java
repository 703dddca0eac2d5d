package org.speechbench.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * The first lines of a report: what was scored, what failed, how often each upstream was found to be the best, and
 * where this means little.
 */
record LeadParagraph(ReportData data, Leaderboard board) {
    /** The paragraph; without children if there is nothing to say. */
    List<Element> build() {
        Map<String, Integer> wins = wins();
        List<String> remarks = remarks();
        int failed = data.failed().size();
        if (wins.isEmpty() && remarks.isEmpty() && failed == 0) {
            return List.of();
        }
        Element lead = Element.of("p").css("lead");
        lead.text(counted(board.upstreams().size(), "upstream") + " on "
                + counted(board.columns().size(), "task"));
        if (failed > 0) {
            lead.text(", ").add(Element.of("strong", counted(failed, "measurement") + " failed"));
        }
        List<Map.Entry<String, Integer>> order = wins.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .toList();
        for (int i = 0; i < order.size(); i++) {
            lead.text(i == 0 ? ": " : ", ")
                    .add(Element.of("strong", order.get(i).getKey()));
            lead.text((i == 0 ? " is better than all others on " : " on ")
                    + counted(order.get(i).getValue(), "task"));
        }
        lead.text(".");
        remarks.forEach(remark -> lead.text(" " + remark));
        return List.of(lead);
    }

    private Map<String, Integer> wins() {
        Map<String, Integer> wins = new LinkedHashMap<>();
        for (TaskColumn column : board.columns()) {
            board.best(column).ifPresent(best -> wins.merge(board.name(best), 1, Integer::sum));
        }
        return wins;
    }

    private List<String> remarks() {
        return board.columns().stream()
                .map(this::remark)
                .filter(remark -> !remark.isEmpty())
                .toList();
    }

    /** The caveats on the best value of a column; empty if there are none. */
    private String remark(TaskColumn column) {
        String task = column.title(board.columns());
        if (board.nobodyLearnt(column)) {
            return "On " + task + " nobody has learnt anything ("
                    + (column.metric().label() + " "
                                    + Numbers.measured(
                                            Chance.best(column, board.column(column)),
                                            column.metric().unit())
                                    + " " + column.metric().unit())
                            .strip()
                    + " at best), so nobody wins.";
        }
        return untrained(board, column)
                ? "On " + task + " an untrained network leads, "
                        + board.leaders(column).get(0).label()
                        + ": no training was shown to help there."
                : "";
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
