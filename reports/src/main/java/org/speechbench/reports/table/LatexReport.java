package org.speechbench.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speechbench.reports.Caveats;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.table.TextTable.Column;
import org.speechbench.reports.table.TextTable.Entry;

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
        for (TextTable table : new TextTables(data).list()) {
            table(table, (table.note() + " " + caveats).strip(), text);
            caveats = "";
        }
        return text.toString();
    }

    private static void table(TextTable table, String notes, StringBuilder text) {
        text.append("\n\\begin{table}\n  \\centering\\small\n");
        text.append("  \\caption{").append(escape(table.caption())).append("}\n");
        text.append("  \\label{tab:speechbench-").append(table.id()).append("}\n");
        text.append("  \\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n");
        text.append("  \\begin{tabular}{")
                .append(table.columns().stream()
                        .map(c -> c.number() ? "r" : "l")
                        .collect(Collectors.joining()))
                .append("}\n    \\toprule\n");
        int lines =
                table.columns().stream().mapToInt(c -> c.head().size()).max().orElse(1);
        IntStream.range(0, lines)
                .forEach(i -> line(table.columns().stream().map(c -> head(c, i)).toList(), text));
        text.append("    \\midrule\n");
        table.rows().forEach(row -> line(row.stream().map(LatexReport::entry).toList(), text));
        text.append("    \\bottomrule\n  \\end{tabular}}\n");
        if (!notes.isEmpty()) {
            text.append("  \\par\\smallskip\\begin{minipage}{\\linewidth}\\footnotesize ")
                    .append(escape(notes))
                    .append("\\end{minipage}\n");
        }
        text.append("\\end{table}\n");
    }

    private static String head(Column column, int line) {
        return line < column.head().size() ? escape(column.head().get(line)) : "";
    }

    private static void line(List<String> cells, StringBuilder text) {
        text.append("    ").append(String.join(" & ", cells)).append(" \\\\\n");
    }

    private static String entry(Entry entry) {
        String shown = escape(entry.text());
        String strong = entry.best() ? "\\textbf{" + shown + "}" : shown;
        return entry.beside().isEmpty() ? strong : strong + " {\\scriptsize " + escape(entry.beside()) + "}";
    }

    private static String comment(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** Text as LaTeX sets it; characters of other scripts are left to the engine, as XeLaTeX and LuaLaTeX know them. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll("\\p{Cntrl}+", " ").toCharArray()) {
            escaped.append(escape(c));
        }
        return escaped.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
                // At the begin of a line it would be an argument of the line before it.
            case '[', ']' -> "{" + c + "}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '\\' -> "\\textbackslash{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '"' -> "\\char34{}";
            case '\u2191' -> "$\\uparrow$";
            case '\u2193' -> "$\\downarrow$";
            case '\u2248' -> "$\\approx$";
            case '\u2265' -> "$\\geq$";
            case '\u00b1' -> "$\\pm$";
            case '\u00d7' -> "$\\times$";
            case '\u2013' -> "--";
            default -> String.valueOf(c);
        };
    }
}
