package org.speechbench.reports;

import org.speechbench.reports.table.CsvRenderer;

/**
 * The report as one table in long form, with one line per number; the columns are described in
 * {@code docs/report-formats.md}.
 */
public final class CsvReport {
    private CsvReport() {}

    /** A header and a line for every number. */
    public static String render(ReportData data) {
        return CsvRenderer.render(new ReportCells(data).table());
    }
}
