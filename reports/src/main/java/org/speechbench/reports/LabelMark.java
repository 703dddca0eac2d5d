package org.speechbench.reports;

import java.util.List;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.table.TableModel.Entry;

/** How an upstream is marked that has seen transcripts or phones in pre-training. */
final class LabelMark {
    static final String WORDS = "uses labels";

    /** Why the mark is there. */
    static final String SENTENCE =
            "Uses labels: upstreams with this mark have seen transcripts or phones in pre-training, "
                    + "themselves or through the model that their targets come from; they are not self-supervised, and their "
                    + "scores do not compare with those of upstreams that are.";

    /** What a mark says where there is room. */
    static final String TITLE = "has seen transcripts or phones in pre-training";

    private LabelMark() {}

    /** The entry that names its row, with the mark or without. */
    static Entry entry(String upstream, boolean marked) {
        return marked ? Entry.of(upstream + " (" + WORDS + ")").titled(TITLE) : Entry.of(upstream);
    }

    /** Whether any of some rows asks for it. */
    static boolean isOn(List<ResultRow> rows) {
        return rows.stream().anyMatch(row -> row.subject().usesLabels());
    }
}
