package org.speechbench.reports;

import java.util.List;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;

/** How an upstream is marked that has seen transcripts or phones in pre-training. */
final class LabelMark {
    static final String WORDS = "uses labels";

    /** Why the mark is there. */
    static final String SENTENCE =
            "Uses labels: upstreams with this mark have seen transcripts or phones in pre-training, "
                    + "themselves or through the model that their targets come from; they are not self-supervised, and their "
                    + "scores do not compare with those of upstreams that are.";

    private LabelMark() {}

    /** Whether any of some rows asks for it. */
    static boolean isOn(List<ResultRow> rows) {
        return rows.stream().anyMatch(row -> row.subject().usesLabels());
    }

    /** The mark for a page. */
    static Element badge() {
        return Element.of("span", WORDS)
                .css("tag labels")
                .with("title", "has seen transcripts or phones in pre-training");
    }

    /** The cell that names its row, with the mark or without. */
    static Element head(String upstream, boolean marked) {
        Element head = Element.of("th", upstream).with("scope", "row");
        return marked ? head.text(" ").add(badge()) : head;
    }
}
