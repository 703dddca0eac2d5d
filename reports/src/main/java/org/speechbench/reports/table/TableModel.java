package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.html.Numbers;

/**
 * A table before it is text, markup or a page: renderers know nothing of what stands in it. Texts are data and not yet
 * escaped.
 *
 * @param id short, of letters and dashes
 * @param caption what it shows
 * @param note how to read it; empty for nothing to say
 * @param columns as many as every row has entries
 */
public record TableModel(String id, String caption, String note, List<Column> columns, List<List<Entry>> rows) {
    public TableModel {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("table '" + id + "' has rows of other than " + width + " entries");
        }
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The same without the columns that only a page has room for. */
    public TableModel printed() {
        List<Integer> kept = IntStream.range(0, columns.size())
                .filter(i -> !columns.get(i).pageOnly())
                .boxed()
                .toList();
        return new TableModel(
                id,
                caption,
                note,
                kept.stream().map(columns::get).toList(),
                rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
    }

    /**
     * A column.
     *
     * @param head lines of its head
     * @param pageOnly whether there is no room for it but on a page
     */
    public record Column(List<String> head, Style style, boolean pageOnly) {
        /** How its entries are set. */
        public enum Style {
            TEXT,
            /** Text that is not broken into lines. */
            SHORT,
            /** Text that may be broken anywhere. */
            LONG,
            /** A digest. */
            CODE,
            /** Aligned to the right. */
            NUMBER
        }

        public Column {
            head = List.copyOf(head);
        }

        public static Column text(String head) {
            return of(head, Style.TEXT);
        }

        public static Column number(String head) {
            return of(head, Style.NUMBER);
        }

        public static Column of(String head, Style style) {
            return new Column(List.of(head), style, false);
        }

        /** The same, on a page alone. */
        public Column onPage() {
            return new Column(head, style, true);
        }

        public boolean number() {
            return style == Style.NUMBER;
        }
    }

    /** What an entry is beside its text. */
    public enum Mark {
        NONE,
        /** The best of its column. */
        BEST,
        /** A test could not tell it from the best. */
        UNDECIDED,
        /** What was chosen among others. */
        CHOSEN,
        FAILED,
        MISSING
    }

    /**
     * A place of the table.
     *
     * @param text for people
     * @param value for programs, and what a page sorts by; null where there is none
     * @param beside something smaller behind the text, an interval, never data; empty for nothing
     * @param title more to say where there is room; empty for nothing
     */
    public record Entry(String text, @Nullable Object value, String beside, Mark mark, String title) {
        /** A place where nothing was measured. */
        public static final Entry MISSING = new Entry(Numbers.MISSING, null, "", Mark.MISSING, "");

        /** A text, or a dash where it is empty. */
        public static Entry of(String text) {
            return text.isEmpty() ? MISSING : new Entry(text, null, "", Mark.NONE, "");
        }

        /** A number, or a dash where it is not finite. */
        public static Entry of(String shown, double value) {
            return Double.isFinite(value) ? new Entry(shown, value, "", Mark.NONE, "") : MISSING;
        }

        /** Something for programs alone; null is what does not apply. */
        public static Entry value(@Nullable Object value) {
            return new Entry("", value, "", Mark.NONE, "");
        }

        /** The word for what failed, and why. */
        public static Entry failed(String reason) {
            return new Entry("failed", null, "", Mark.FAILED, reason);
        }

        public Entry beside(String smaller) {
            return new Entry(text, value, smaller, mark, title);
        }

        public Entry marked(Mark other) {
            return new Entry(text, value, beside, other, title);
        }

        public Entry titled(String more) {
            return new Entry(text, value, beside, mark, more);
        }
    }

    /** Makes a table row by row. */
    public static final class Builder {
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Entry>> rows = new ArrayList<>();

        public Builder column(Column column) {
            columns.add(column);
            return this;
        }

        public Builder row(List<Entry> entries) {
            rows.add(entries);
            return this;
        }

        public Builder row(Entry... entries) {
            return row(List.of(entries));
        }

        public TableModel build(String id, String caption, String note) {
            return new TableModel(id, caption, note, columns, rows);
        }
    }
}
