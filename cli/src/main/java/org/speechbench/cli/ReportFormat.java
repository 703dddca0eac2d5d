package org.speechbench.cli;

import java.util.Locale;
import org.speechbench.reports.CsvReport;
import org.speechbench.reports.HtmlReport;
import org.speechbench.reports.JsonReport;
import org.speechbench.reports.LatexReport;
import org.speechbench.reports.MarkdownReport;
import org.speechbench.reports.ReportData;

/** The format in which a report is written. */
enum ReportFormat {
    HTML,
    MARKDOWN,
    CSV,
    LATEX,
    JSON;

    String render(ReportData data) {
        return switch (this) {
            case HTML -> HtmlReport.render(data);
            case MARKDOWN -> MarkdownReport.render(data);
            case CSV -> CsvReport.render(data);
            case LATEX -> LatexReport.render(data);
            case JSON -> JsonReport.render(data);
        };
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
