package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Numbers;

/**
 * A table of text before it is Markdown or LaTeX; the texts are data and not yet escaped.
 *
 * @param id short, of letters and dashes
 * @param caption what it shows
 * @param note how to read it; empty for nothing to say
 * @param columns as many as every row has entries
 */
record TextTable(String id, String caption, String note, List<Column> columns, List<List<Entry>> rows) {
    TextTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * A column.
     *
     * @param head lines of its head
     * @param number whether it is aligned to the right
     */
    record Column(List<String> head, boolean number) {
        Column {
            head = List.copyOf(head);
        }

        static Column text(String head) {
            return new Column(List.of(head), false);
        }

        static Column number(String head) {
            return new Column(List.of(head), true);
        }
    }

    /**
     * A place of the table.
     *
     * @param beside something smaller behind it, an interval, never data; empty for nothing
     * @param best whether it is to stand out
     */
    record Entry(String text, String beside, boolean best) {
        /** A text, or a dash where it is empty. */
        static Entry of(String text) {
            return new Entry(text.isEmpty() ? Numbers.MISSING : text, "", false);
        }
    }

    /** Rows of plain text. */
    static List<List<Entry>> plain(List<List<String>> rows) {
        List<List<Entry>> entries = new ArrayList<>();
        rows.forEach(row -> entries.add(row.stream().map(Entry::of).toList()));
        return entries;
    }
}
