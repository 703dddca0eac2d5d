package org.speechbench.reports;

import java.util.List;
import org.speechbench.reports.html.Element;
import org.speechbench.tasks.metric.Worst;

/** Alignments of what each upstream got most wrong. */
record WorstSection(ReportData data) {
    Section build() {
        Section section = new Section("worst", "Worst utterances");
        List<WorstUtterances> worst =
                data.worst().stream().filter(w -> !w.utterances().isEmpty()).toList();
        if (worst.isEmpty()) {
            return section;
        }
        section.note("Test utterances with the most errors, reference above hypothesis. S stands for a token that was"
                + " replaced, D for one that is missing, I for one too many.");
        for (WorstUtterances cell : worst) {
            section.add(Section.details(
                    cell.upstream() + " on " + cell.column().task() + ", "
                            + cell.column().split(),
                    cell.utterances().stream().map(WorstSection::alignment).toArray(Element[]::new)));
        }
        return section;
    }

    private static Element alignment(Worst utterance) {
        Element reference = Element.of("tr").add(Element.of("th", "reference").with("scope", "row"));
        Element hypothesis = Element.of("tr").add(Element.of("th", "hypothesis").with("scope", "row"));
        Element edit = Element.of("tr").add(Element.of("th", "edit").with("scope", "row"));
        for (List<String> column : utterance.columns()) {
            String css = column.get(2).isEmpty() ? "" : "edit";
            reference.add(Element.of("td", column.get(0)).css(css));
            hypothesis.add(Element.of("td", column.get(1)).css(css));
            edit.add(Element.of("td", column.get(2)).css(css));
        }
        Element caption = Element.of(
                "caption",
                utterance.id() + ": " + utterance.errors() + (utterance.errors() == 1 ? " error" : " errors"));
        return Element.of("div")
                .css("scroll")
                .with("tabindex", "0")
                .add(Element.of("table").css("alignment").add(caption, reference, hypothesis, edit));
    }
}
