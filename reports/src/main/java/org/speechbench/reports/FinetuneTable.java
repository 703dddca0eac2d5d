package org.speechbench.reports;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Numbers;

/** What fine-tunings came to, as text for a terminal. */
public final class FinetuneTable {
    private FinetuneTable() {}

    /** A line for each score of a fine-tuning on test; empty if there are none. Ends with a line break. */
    public static String render(List<ResultRow> rows) {
        StringBuilder text = new StringBuilder();
        scores(rows)
                .forEach((label, scores) -> scores.forEach(row -> text.append(String.format(
                        Locale.ROOT,
                        "fine-tuned %s: %s %s, %s, %s%n",
                        label,
                        row.protocol().taskName(),
                        row.split(),
                        row.protocol().head(),
                        row.ok() ? measured(row) : "failed: " + row.detail()))));
        return text.toString().replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
    }

    /** Rows with the score of a test split, and those of fine-tunings that failed, by label. */
    public static Map<String, List<ResultRow>> scores(List<ResultRow> rows) {
        return rows.stream()
                .filter(r -> r.is(RowKind.FINETUNE)
                        && !r.split().equals("dev")
                        && !r.split().equals("train"))
                .collect(Collectors.groupingBy(ResultRow::upstream, java.util.LinkedHashMap::new, Collectors.toList()));
    }

    private static String measured(ResultRow row) {
        Cell cell = Cell.of(row);
        String unit = row.metric().unit();
        return row.metric().label() + " " + Numbers.measured(cell.value(), unit) + " " + unit + " " + cell.range(unit);
    }
}
