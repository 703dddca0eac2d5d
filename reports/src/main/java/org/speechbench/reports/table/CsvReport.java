package org.speechbench.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.ReportData;

/**
 * The report as one long table, a line a number, in CSV of RFC 4180 with line feeds; columns are described in
 * {@code docs/report-formats.md}. What does not apply is empty.
 */
public final class CsvReport {
    private static final CSVFormat LINES =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CsvReport() {}

    /** A header and a line for every number. */
    public static String render(ReportData data) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter lines = new CSVPrinter(text, LINES)) {
            lines.printRecord(ReportCell.names());
            for (ReportCell cell : new ReportCells(data).list()) {
                lines.printRecord(
                        cell.fields().values().stream().map(CsvReport::text).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Line breaks of data become spaces, so that a record is a line. */
    private static String text(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(CsvReport::text).collect(Collectors.joining(";"));
        }
        return value == null ? "" : value.toString().replaceAll("[\\r\\n]+", " ");
    }
}
