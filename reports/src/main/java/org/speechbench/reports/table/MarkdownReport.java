package org.speechbench.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.Caveats;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.table.TextTable.Column;
import org.speechbench.reports.table.TextTable.Entry;

/** The report's tables in GitHub's Markdown. Data are escaped: they are text, never markup. */
public final class MarkdownReport {
    private static final String SPECIAL = "\\`*_{}[]|~$#";

    private MarkdownReport() {}

    /** The whole document. */
    public static String render(ReportData data) {
        StringBuilder text =
                new StringBuilder("# ").append(escape(data.title())).append("\n");
        List<String> caveats = new Caveats(data).sentences();
        if (!caveats.isEmpty()) {
            text.append('\n');
            caveats.forEach(
                    sentence -> text.append("- ").append(escape(sentence)).append('\n'));
        }
        new TextTables(data).list().forEach(table -> table(table, text));
        return text.toString();
    }

    private static void table(TextTable table, StringBuilder text) {
        text.append("\n## ").append(escape(table.caption())).append("\n\n");
        line(table.columns().stream().map(MarkdownReport::head).toList(), text);
        line(table.columns().stream().map(c -> c.number() ? "---:" : "---").toList(), text);
        table.rows().forEach(row -> line(row.stream().map(MarkdownReport::entry).toList(), text));
        if (!table.note().isEmpty()) {
            text.append('\n').append(escape(table.note())).append('\n');
        }
    }

    private static void line(List<String> cells, StringBuilder text) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String head(Column column) {
        return column.head().stream().map(MarkdownReport::escape).collect(Collectors.joining("<br>"));
    }

    private static String entry(Entry entry) {
        String shown = escape(entry.text());
        String strong = entry.best() ? "**" + shown + "**" : shown;
        return entry.beside().isEmpty() ? strong : strong + " <sub>" + entry.beside() + "</sub>";
    }

    /** A backslash before what Markdown reads, entities for what HTML reads and for names that GitHub would notify. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll("\\p{Cntrl}+", " ").toCharArray()) {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '@' -> escaped.append("&#64;");
                default -> escaped.append(SPECIAL.indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        return escaped.toString();
    }
}
