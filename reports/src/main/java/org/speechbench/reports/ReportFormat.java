package org.speechbench.reports;

import java.util.List;
import java.util.Locale;
import org.speechbench.reports.table.CsvRenderer;
import org.speechbench.reports.table.LatexRenderer;
import org.speechbench.reports.table.MarkdownRenderer;
import org.speechbench.reports.table.TableModel;

/** The format in which a report is written; the formats for programs are described in {@code docs/report-formats.md}. */
public enum ReportFormat {
    /** One self-contained page, see {@link HtmlReport}. */
    HTML,
    /** The tables in GitHub's Markdown. Data are escaped: they are text, never markup. */
    MARKDOWN,
    /** One table in long form, with a header and one line per number. */
    CSV,
    /**
     * The tables for {@code \input} in a LaTeX document that loads {@code booktabs} and {@code graphicx}. Each table is
     * a float with a caption and the label {@code tab:speechbench-ID}, and is scaled down if it is too wide; the caveats
     * are below the first one. Data are escaped.
     */
    LATEX,
    /** The numbers of {@link #CSV}, the runs with their results and provenance, and warnings, see {@link ReportJson}. */
    JSON;

    /** The whole document. */
    public String render(ReportData data) {
        return switch (this) {
            case HTML -> HtmlReport.render(data);
            case MARKDOWN -> markdown(data.title(), new Caveats(data).sentences(), new ReportTables(data).list());
            case CSV -> CsvRenderer.render(new ReportCells(data).table());
            case LATEX -> latex(data.title(), new Caveats(data).sentences(), new ReportTables(data).list());
            case JSON -> ReportJson.render(data);
        };
    }

    static String markdown(String title, List<String> caveats, List<TableModel> tables) {
        StringBuilder text = new StringBuilder("# " + MarkdownRenderer.escape(title) + "\n");
        text.append(caveats.isEmpty() ? "" : "\n");
        caveats.forEach(caveat -> text.append("- " + MarkdownRenderer.escape(caveat) + "\n"));
        for (TableModel table : tables) {
            text.append("\n## " + MarkdownRenderer.escape(table.caption()) + "\n\n");
            text.append(MarkdownRenderer.render(table));
            text.append(table.note().isEmpty() ? "" : "\n" + MarkdownRenderer.escape(table.note()) + "\n");
        }
        return text.toString();
    }

    static String latex(String title, List<String> sentences, List<TableModel> tables) {
        StringBuilder text = new StringBuilder("% " + title.replaceAll("\\p{Cntrl}+", " ") + "\n");
        text.append("% In the preamble: \\usepackage{booktabs,graphicx}\n");
        String caveats = String.join(" ", sentences);
        for (TableModel table : tables) {
            text.append(LatexRenderer.render(table, (table.note() + " " + caveats).strip()));
            caveats = "";
        }
        return text.toString();
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
