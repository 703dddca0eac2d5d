package org.speechbench.bench.cli;

import java.util.Locale;
import java.util.function.Function;
import org.speechbench.reports.HtmlReport;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.table.CsvReport;
import org.speechbench.reports.table.JsonReport;
import org.speechbench.reports.table.LatexReport;
import org.speechbench.reports.table.MarkdownReport;

/** What a report is written as. */
enum ReportFormat {
    HTML(HtmlReport::render),
    MARKDOWN(MarkdownReport::render),
    CSV(CsvReport::render),
    LATEX(LatexReport::render),
    JSON(JsonReport::render);

    private final Function<ReportData, String> renderer;

    ReportFormat(Function<ReportData, String> renderer) {
        this.renderer = renderer;
    }

    String render(ReportData data) {
        return renderer.apply(data);
    }

    /** As it is given on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
