package org.speechbench.reports;

import java.util.List;
import org.speechbench.reports.table.MarkdownRenderer;
import org.speechbench.reports.table.TableModel;

/** The report's tables in GitHub's Markdown. Data are escaped: they are text, never markup. */
public final class MarkdownReport {
    private MarkdownReport() {}

    /** The whole document. */
    public static String render(ReportData data) {
        StringBuilder text = new StringBuilder("# ")
                .append(MarkdownRenderer.escape(data.title()))
                .append("\n");
        List<String> caveats = new Caveats(data).sentences();
        if (!caveats.isEmpty()) {
            text.append('\n');
            caveats.forEach(sentence ->
                    text.append("- ").append(MarkdownRenderer.escape(sentence)).append('\n'));
        }
        new ReportTables(data).list().forEach(table -> table(table, text));
        return text.toString();
    }

    private static void table(TableModel table, StringBuilder text) {
        text.append("\n## ").append(MarkdownRenderer.escape(table.caption())).append("\n\n");
        text.append(MarkdownRenderer.render(table));
        if (!table.note().isEmpty()) {
            text.append('\n').append(MarkdownRenderer.escape(table.note())).append('\n');
        }
    }
}
