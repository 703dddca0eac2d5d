package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.Gpu;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * The summary: who is best, by how much, whether that is real and what it cost; how fast it is, on what machine, and with
 * which caveats.
 */
record SummarySection(ReportData data) {
    /** The settings of more runs than this are only in the provenance section. */
    private static final int FEW_RUNS = 3;
    /** More speed-ups than this are only in the section on speed. */
    private static final int FEW_SPEEDS = 6;
    /** More warnings than this are collapsed. */
    private static final int FEW_WARNINGS = 5;

    Section build() {
        Section section = new Section("summary", "Summary");
        Leads leads = Leads.of(data);
        new LeadParagraph(data, leads.board()).build().forEach(section::add);
        new LeadTiles(data, leads).build().forEach(section::add);
        new LeadTable(leads).build().forEach(section::add);
        List<Element> cards = new ArrayList<>();
        headlines(speedUps()).limit(FEW_SPEEDS).forEach(cell -> cards.add(ratio(cell)));
        ladder().ifPresent(cell -> cards.add(ratio(cell)));
        if (!cards.isEmpty()) {
            section.add(Element.of("div").css("cards").addAll(cards));
        }
        List<String> caveats = new Caveats(data).sentences();
        if (!caveats.isEmpty()) {
            section.add(caveats(caveats));
        }
        if (data.provenances().size() <= FEW_RUNS) {
            data.provenances()
                    .forEach(run -> section.add(Element.of("p", setting(run)).css("setting")));
        }
        return section;
    }

    /** What to know before believing numbers. */
    static Element caveats(List<String> sentences) {
        Element box = Element.of("div")
                .css("caveats")
                .with("role", "note")
                .add(
                        Element.of("h3", "Before you believe the numbers"),
                        list(sentences.stream().limit(FEW_WARNINGS).toList()));
        int more = sentences.size() - FEW_WARNINGS;
        return more <= 0
                ? box
                : box.add(Section.details(
                        more + " more",
                        list(sentences.stream().skip(FEW_WARNINGS).toList())));
    }

    private static Element list(List<String> sentences) {
        Element list = Element.of("ul");
        sentences.forEach(sentence -> list.add(Element.of("li", sentence)));
        return list;
    }

    /** The ratios of two upstreams. */
    private List<ResultRow> speedUps() {
        return data.rows(RowKind.RATIO).stream()
                .filter(row -> row.ok() && !LadderTable.isLadder(row))
                .toList();
    }

    /** The fastest row of a ladder; all are in the chart of the section on speed. */
    private Optional<Cell> ladder() {
        List<ResultRow> rows = data.rows(RowKind.RATIO).stream()
                .filter(row -> row.ok() && row.metric().equals(Metrics.OVER_ORIGINAL))
                .toList();
        return headlines(rows).max(Comparator.comparingDouble(Cell::value));
    }

    /** The ratios that are not called into question by noise. */
    private Stream<Cell> headlines(List<ResultRow> rows) {
        return data.pooled(rows).stream().filter(cell -> data.noise(cell).isEmpty());
    }

    private static String setting(Provenance run) {
        List<String> ceilings = new ArrayList<>();
        for (Map.Entry<String, Double> ceiling : new TreeMap<>(run.ceilings()).entrySet()) {
            ceilings.add(ceiling.getKey() + " " + Numbers.significant(ceiling.getValue(), 3) + " GFLOP/s");
        }
        String begun = run.origin().created().replace('T', ' ').replaceAll(":\\d\\d(\\.\\d+)?Z$", " UTC");
        String threads = run.environment().threads() + (run.environment().threads() == 1 ? " thread" : " threads");
        String base = "Begun " + begun + " on " + run.environment().machine().cpuModel() + ", " + threads + ", "
                + run.environment().engine() + " " + run.environment().engineVersion() + " (" + device(run) + ").";
        return ceilings.isEmpty() ? base : base + " Measured ceiling: " + String.join(", ", ceilings) + ".";
    }

    private static String device(Provenance run) {
        String names = run.environment().machine().gpus().stream()
                .map(Gpu::name)
                .distinct()
                .collect(Collectors.joining(", "));
        return run.environment().device().replace("()", "") + (names.isEmpty() ? "" : ": " + names);
    }

    private static Element ratio(Cell cell) {
        ResultRow row = cell.rows().get(0);
        String pair = row.detail().isEmpty() ? row.upstream() : row.detail();
        return card(
                SpeedTable.benchmark(row.task()) + ", speed-up",
                Numbers.measured(cell.value(), "x") + "\u00d7",
                cell.range("x"),
                pair
                        + (row.conditions().precision().isEmpty()
                                ? ""
                                : ", " + row.conditions().precision()),
                "hero");
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
