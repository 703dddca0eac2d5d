package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.html.Numbers;

/**
 * A table, independently of the format in which it is written. Texts are not yet escaped.
 *
 * @param id a short name of letters and dashes
 * @param caption what the table shows
 * @param note how to read it; may be empty
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

    /**
     * The table with one more column.
     *
     * @param at its position
     * @param more its entries, one for each row
     */
    public TableModel with(int at, Column column, List<Entry> more) {
        List<Column> heads = new ArrayList<>(columns);
        heads.add(at, column);
        List<List<Entry>> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Entry> line = new ArrayList<>(rows.get(i));
            line.add(at, more.get(i));
            lines.add(line);
        }
        return new TableModel(id, caption, note, heads, lines);
    }

    /**
     * The table with a column of texts below those of the first column, which saves width on a page.
     *
     * @param head the heading of the column
     */
    public TableModel folded(String head) {
        int at = columns.stream().map(column -> column.head().get(0)).toList().indexOf(head);
        List<Column> heads = new ArrayList<>(columns);
        heads.remove(at);
        List<List<Entry>> lines = new ArrayList<>();
        for (List<Entry> row : rows) {
            List<Entry> line = new ArrayList<>(row);
            String text = line.remove(at).text();
            line.set(0, line.get(0).beside(text));
            lines.add(line);
        }
        return new TableModel(id, caption, note, heads, lines);
    }

    /** The table without the columns that are only for a page. */
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
     * @param head the lines of its heading
     * @param pageOnly whether it is shown only on a page, where there is more room
     */
    public record Column(List<String> head, Style style, boolean pageOnly) {
        /** How the entries of a column are formatted. */
        public enum Style {
            TEXT,
            /** Text that is not wrapped. */
            SHORT,
            /** Text that may be wrapped anywhere. */
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

        /** The column, shown only on a page. */
        public Column onPage() {
            return new Column(head, style, true);
        }

        public boolean number() {
            return style == Style.NUMBER;
        }
    }

    /** The status of an entry. */
    public enum Mark {
        NONE,
        /** Shown to be better than all others of its column. */
        BEST,
        /** The highest or lowest of its column, but not shown to be better. */
        LEADING,
        /** Not shown to be worse than what leads. */
        UNDECIDED,
        /** The one that was chosen. */
        CHOSEN,
        FAILED,
        /** What the reader has to look at first. */
        ALARMING,
        MISSING
    }

    /**
     * An entry of the table.
     *
     * @param text the text for readers
     * @param value the value for programs and for sorting on a page; null if there is none
     * @param beside smaller text after it, such as an interval; may be empty; only on pages may it contain data that need escaping
     * @param title a further explanation, shown where there is room; may be empty
     */
    public record Entry(String text, @Nullable Object value, String beside, Mark mark, String title) {
        /** An entry for which nothing was measured. */
        public static final Entry MISSING = new Entry(Numbers.MISSING, null, "", Mark.MISSING, "");

        /** A text, or a dash if it is empty. */
        public static Entry of(String text) {
            return text.isEmpty() ? MISSING : new Entry(text, null, "", Mark.NONE, "");
        }

        /** A number, or a dash if it is not finite. */
        public static Entry of(String shown, double value) {
            return Double.isFinite(value) ? new Entry(shown, value, "", Mark.NONE, "") : MISSING;
        }

        /** A value for programs only; null if none applies. */
        public static Entry value(@Nullable Object value) {
            return new Entry("", value, "", Mark.NONE, "");
        }

        /** A failure with its reason. */
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

    /** The columns of a table, each with the entry of a row, which is a value of type {@code T}. */
    public static final class Columns<T> {
        private final List<Column> columns = new ArrayList<>();
        private final List<Function<T, Entry>> entries = new ArrayList<>();

        /** Adds a column with the entry of each row. */
        public Columns<T> add(Column column, Function<T, Entry> entry) {
            columns.add(column);
            entries.add(entry);
            return this;
        }

        public Columns<T> text(String head, Function<T, String> text) {
            return add(Column.text(head), row -> Entry.of(text.apply(row)));
        }

        public Columns<T> number(String head, Function<T, Entry> number) {
            return add(Column.number(head), number);
        }

        /** Adds a column of values for programs. */
        public Columns<T> value(String head, Function<T, @Nullable Object> value) {
            return add(Column.text(head), row -> Entry.value(value.apply(row)));
        }

        /** The values of a row by the headings of their columns, in order; those that are null are left out. */
        public Map<String, Object> values(T row) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                Object value = entries.get(i).apply(row).value();
                if (value != null) {
                    values.put(columns.get(i).head().get(0), value);
                }
            }
            return values;
        }

        /** A table with one line for each row. */
        public TableModel build(String id, String caption, String note, List<T> rows) {
            List<List<Entry>> lines = rows.stream()
                    .map(row -> entries.stream().map(entry -> entry.apply(row)).toList())
                    .toList();
            return new TableModel(id, caption, note, columns, lines);
        }
    }
}
