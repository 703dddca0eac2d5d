package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/** What came out, on what machine, and what to beware of. */
record SummarySection(ReportData data) {
    Section build() {
        Section section = new Section("summary", "Summary");
        data.provenances()
                .forEach(run -> section.add(Element.of("p", setting(run)).css("setting")));
        List<Element> cards = new ArrayList<>();
        speedUps().forEach(row -> cards.add(ratio(row)));
        Leaderboard board = Leaderboard.of(data.rows());
        board.columns().forEach(column -> winner(board, column, cards));
        if (!cards.isEmpty()) {
            section.add(Element.of("div").css("cards").addAll(cards));
        }
        List<String> caveats = new Caveats(data).sentences();
        if (!caveats.isEmpty()) {
            Element list = Element.of("ul");
            caveats.forEach(sentence -> list.add(Element.of("li", sentence)));
            section.add(Element.of("div")
                    .css("caveats")
                    .with("role", "note")
                    .add(Element.of("h3", "Before you believe the numbers"), list));
        }
        return section;
    }

    /** Ratios of two upstreams; those of a ladder, which has recipes of all kinds, are in its table. */
    private List<ResultRow> speedUps() {
        return data.rows("ratio").stream()
                .filter(row -> row.ok() && !LadderTable.isLadder(row))
                .toList();
    }

    private static String setting(Provenance run) {
        List<String> ceilings = new ArrayList<>();
        for (Map.Entry<String, Double> ceiling : new TreeMap<>(run.ceilings()).entrySet()) {
            ceilings.add(ceiling.getKey() + " " + Numbers.significant(ceiling.getValue(), 3) + " GFLOP/s");
        }
        String begun = run.created().replace('T', ' ').replaceAll(":\\d\\d(\\.\\d+)?Z$", " UTC");
        String threads = run.threads() + (run.threads() == 1 ? " thread" : " threads");
        String base = "Begun " + begun + " on " + run.machine().cpuModel() + ", " + threads + ", " + run.engine() + " "
                + run.engineVersion() + " (" + run.device().replace("()", "") + ").";
        return ceilings.isEmpty() ? base : base + " Measured ceiling: " + String.join(", ", ceilings) + ".";
    }

    private static Element ratio(ResultRow row) {
        String pair = row.detail().isEmpty() ? row.upstream() : row.detail();
        return card(
                SpeedSection.benchmark(row.task()) + ", speed-up",
                Numbers.measured(Cell.of(row).value(), "x") + "\u00d7",
                Cell.of(row).range("x"),
                pair + (row.precision().isEmpty() ? "" : ", " + row.precision()),
                "hero");
    }

    private static void winner(Leaderboard board, TaskColumn column, List<Element> cards) {
        List<UpstreamKey> best = board.best(column);
        if (best.isEmpty()) {
            return;
        }
        Cell cell = board.cell(best.get(0), column);
        List<String> close = board.notSeparated(best.get(0), column).stream()
                .map(board::name)
                .toList();
        cards.add(card(
                "best on " + column.task(),
                String.join(", ", best.stream().map(board::name).toList()),
                column.measure() + " "
                        + Numbers.measured(cell.value(), column.metric().unit()) + " "
                        + cell.range(column.metric().unit()),
                close.isEmpty() ? "" : "interval overlaps with " + String.join(", ", close),
                "plain"));
    }

    private static Element card(String name, String value, String small, String note, String css) {
        Element card = Element.of("div")
                .css("card " + css)
                .add(
                        Element.of("p", name).css("eyebrow"),
                        Element.of("p", value).css("big"),
                        Element.of("p", small).css("small"));
        return note.isEmpty() ? card : card.add(Element.of("p", note).css("small dim"));
    }
}
