package org.speechbench.reports;

import org.speechbench.reports.table.LatexRenderer;
import org.speechbench.reports.table.TableModel;

/**
 * The report's tables for {@code \input} in a LaTeX document that has {@code booktabs} and {@code graphicx}: a float a
 * table with caption and label {@code tab:speechbench-ID}, made smaller where it is too wide. Data are escaped.
 */
public final class LatexReport {
    private LatexReport() {}

    /** All tables; what a reader must know before believing the numbers is below the first. */
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
