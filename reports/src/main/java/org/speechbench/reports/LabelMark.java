package org.speechbench.reports;

import java.util.List;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.table.TableModel.Entry;

/** The mark of an upstream that used transcripts or phones in pre-training. */
final class LabelMark {
    static final String WORDS = "uses labels";

    /** The reason for the mark. */
    static final String SENTENCE =
            "Uses labels: upstreams with this mark have seen transcripts or phones in pre-training, "
                    + "themselves or through the model that their targets come from; they are not self-supervised, and their "
                    + "scores do not compare with those of upstreams that are.";

    /** The explanation of a mark where there is room for it. */
    static final String TITLE = "has seen transcripts or phones in pre-training";

    private LabelMark() {}

    /** The entry that names a row, with or without the mark. */
    static Entry entry(String upstream, boolean marked) {
        return marked ? Entry.of(upstream + " (" + WORDS + ")").titled(TITLE) : Entry.of(upstream);
    }

    /** Whether any of the given rows needs the mark. */
    static boolean isOn(List<ResultRow> rows) {
        return rows.stream().anyMatch(row -> row.subject().usesLabels());
    }
}
