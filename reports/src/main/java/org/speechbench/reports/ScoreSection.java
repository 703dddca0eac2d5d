package org.speechbench.reports;

import org.speechbench.reports.html.Element;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;

/** The section with scores by upstream and task, scores on further splits, and failures. */
record ScoreSection(ReportData data) {
    Section build() {
        Section section = new Section("scores", "Scores");
        ScoreTable scores = new ScoreTable(data);
        TableModel main = scores.main();
        if (!main.isEmpty()) {
            section.note("Each upstream is frozen; a small head is trained on a learnt mix of its layers. "
                    + scores.legend("\u2605 marks the best value of a column", "no star")
                    + " Rows of random weights are the floor that training has to beat.");
            section.add(HtmlRenderer.filterable(main));
            TableModel protocols = scores.protocols();
            section.add(Section.details(protocols.caption(), HtmlRenderer.render(protocols)));
            section.add(new PublishedTables(data.rows()).build().toArray(Element[]::new));
        }
        TableModel extra = scores.otherSplits();
        if (!extra.isEmpty()) {
            section.add(Element.of("h3", "Other splits"), HtmlRenderer.filterable(extra));
        }
        TableModel failures = new ReportTables(data).failures();
        if (!failures.isEmpty()) {
            section.add(Element.of("h3", "What failed").with("id", "failed"), HtmlRenderer.render(failures));
        }
        return section;
    }
}
