package org.speechbench.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.reports.table.TableModel.Mark;

/** Renders a table in GitHub's Markdown. Data are escaped: they are text, never markup. */
public final class MarkdownRenderer {
    private static final String SPECIAL = "\\`*_{}[]|~$#";

    private MarkdownRenderer() {}

    /** The lines of the table, without caption and note. */
    public static String render(TableModel all) {
        TableModel table = all.printed();
        StringBuilder text = new StringBuilder();
        line(table.columns().stream().map(MarkdownRenderer::head).toList(), text);
        line(table.columns().stream().map(c -> c.number() ? "---:" : "---").toList(), text);
        table.rows()
                .forEach(row -> line(row.stream().map(MarkdownRenderer::entry).toList(), text));
        return text.toString();
    }

    private static void line(List<String> cells, StringBuilder text) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String head(Column column) {
        return column.head().stream().map(MarkdownRenderer::escape).collect(Collectors.joining("<br>"));
    }

    private static String entry(Entry entry) {
        String shown = (entry.mark() == Mark.UNDECIDED ? "? " : "") + escape(entry.text());
        String strong =
                switch (entry.mark()) {
                    case BEST, ALARMING -> "**" + shown + "**";
                    case LEADING -> "*" + shown + "*";
                    default -> shown;
                };
        return entry.beside().isEmpty() ? strong : strong + " <sub>" + entry.beside() + "</sub>";
    }

    /** Text escaped for Markdown and HTML, and so that GitHub does not notify people whose names occur in it. */
    public static String escape(String text) {
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
