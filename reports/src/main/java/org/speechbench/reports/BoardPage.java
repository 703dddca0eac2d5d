package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;

/** A leaderboard as one HTML page that loads nothing. */
record BoardPage(Board board) {
    String render() {
        BoardTables tables = new BoardTables(board);
        List<Section> sections = new ArrayList<>(List.of(
                scores(tables),
                sources(tables),
                missing(tables),
                new FinetuneTable(board.data().rows()).section(),
                speed(tables)));
        sections.add(new ProvenanceSection(board.data()).build());
        return HtmlReport.page(
                "speechbench leaderboard",
                board.title(),
                sections,
                "Written from the runs of "
                        + String.join(
                                ", ", board.runs().stream().map(BoardRun::owner).toList()) + ".");
    }

    private Section scores(BoardTables tables) {
        String first = "Scores that do not compare are in columns of their own. "
                + String.join(" ", board.data().standings().remarks()) + " ";
        Section section = new ScoreTable(board.data()).section(first, tables.scores(), tables.failures());
        List<String> caveats = new Caveats(board.data()).sentences();
        return caveats.isEmpty() ? section : section.add(SummarySection.caveats(caveats));
    }

    private static Section sources(BoardTables tables) {
        return new Section("sources", "Runs").add(HtmlRenderer.filterable(tables.sources()));
    }

    private static Section missing(BoardTables tables) {
        Section section = new Section("missing", "Missing");
        TableModel missing = tables.missing();
        return section.add(
                missing.isEmpty()
                        ? Element.of("p", "Every upstream was measured in every column.")
                        : HtmlRenderer.render(missing));
    }

    private static Section speed(BoardTables tables) {
        Section section = new Section("speed", "Speed");
        List<TableModel> speeds = tables.speeds();
        if (!speeds.isEmpty()) {
            section.note(speeds.get(0).note());
        }
        speeds.forEach(table -> section.add(HtmlRenderer.render(table)));
        return section;
    }
}
