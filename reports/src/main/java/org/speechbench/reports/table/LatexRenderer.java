package org.speechbench.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.reports.table.TableModel.Mark;

/**
 * Renders a table as a LaTeX float that requires {@code booktabs} and {@code graphicx}, with a caption and the label
 * {@code tab:speechbench-ID}. A table that is too wide is scaled down. Data are escaped.
 */
public final class LatexRenderer {
    private LatexRenderer() {}

    /**
     * The float, with an empty line before it.
     *
     * @param notes the text below the table; may be empty
     */
    public static String render(TableModel all, String notes) {
        TableModel table = all.printed();
        StringBuilder text = new StringBuilder();
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
        table.rows().forEach(row -> line(row.stream().map(LatexRenderer::entry).toList(), text));
        text.append("    \\bottomrule\n  \\end{tabular}}\n");
        if (!notes.isEmpty()) {
            text.append("  \\par\\smallskip\\begin{minipage}{\\linewidth}\\footnotesize ")
                    .append(escape(notes))
                    .append("\\end{minipage}\n");
        }
        return text.append("\\end{table}\n").toString();
    }

    private static String head(Column column, int line) {
        return line < column.head().size() ? escape(column.head().get(line)) : "";
    }

    private static void line(List<String> cells, StringBuilder text) {
        text.append("    ").append(String.join(" & ", cells)).append(" \\\\\n");
    }

    private static String entry(Entry entry) {
        String shown = (entry.mark() == Mark.UNDECIDED ? "? " : "") + escape(entry.text());
        String strong =
                switch (entry.mark()) {
                    case BEST -> "\\textbf{" + shown + "}";
                    case LEADING -> "\\textit{" + shown + "}";
                    default -> shown;
                };
        return entry.beside().isEmpty() ? strong : strong + " {\\scriptsize " + escape(entry.beside()) + "}";
    }

    /** Text escaped for LaTeX. Characters of other scripts are not changed, since XeLaTeX and LuaLaTeX support them. */
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
                // At the beginning of a line, it would be taken for an argument of the preceding line.
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
