package org.speechbench.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes the values of a table as CSV (RFC 4180) with line feeds, one line per row; absent values are empty. */
public final class CsvRenderer {
    private static final CSVFormat LINES =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private CsvRenderer() {}

    /** A header, and a line for every row. */
    public static String render(TableModel table) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter lines = new CSVPrinter(text, LINES)) {
            lines.printRecord(
                    table.columns().stream().map(column -> column.head().get(0)).toList());
            for (List<TableModel.Entry> row : table.rows()) {
                lines.printRecord(row.stream().map(entry -> text(entry.value())).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Line breaks in data become spaces, so that each record is one line. Text that a spreadsheet would take for a
     * formula gets a leading apostrophe, unlike in results.csv, which is for programs.
     */
    private static String text(@Nullable Object value) {
        if (value == null || value instanceof Number) {
            return value == null ? "" : value.toString();
        }
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(";"))
                : value.toString();
        String safe = FORMULA.matcher(text).lookingAt() && !NUMBER.matcher(text).matches() ? "'" + text : text;
        return safe.replaceAll("[\\r\\n]+", " ");
    }
}
