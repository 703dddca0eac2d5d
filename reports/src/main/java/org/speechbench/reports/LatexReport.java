package org.speechbench.reports;

import org.speechbench.reports.table.LatexRenderer;
import org.speechbench.reports.table.TableModel;

/**
 * The report's tables for {@code \input} in a LaTeX document that loads {@code booktabs} and {@code graphicx}. Each
 * table is a float with a caption and the label {@code tab:speechbench-ID}, and is scaled down if it is too wide. Data
 * are escaped.
 */
public final class LatexReport {
    private LatexReport() {}

    /** All tables; the caveats on the numbers are below the first one. */
    public static String render(ReportData data) {
        StringBuilder text =
                new StringBuilder("% ").append(comment(data.title())).append('\n');
        text.append("% In the preamble: \\usepackage{booktabs,graphicx}\n");
        String caveats = String.join(" ", new Caveats(data).sentences());
        for (TableModel table : new ReportTables(data).list()) {
            text.append(LatexRenderer.render(table, (table.note() + " " + caveats).strip()));
            caveats = "";
        }
        return text.toString();
    }

    private static String comment(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
