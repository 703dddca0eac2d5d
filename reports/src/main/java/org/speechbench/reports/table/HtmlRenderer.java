package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Scrolling;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** Renders a table as HTML, in a box that scrolls sideways on a narrow screen. The first column names the rows. */
public final class HtmlRenderer {
    private HtmlRenderer() {}

    /** A table whose rows can be sorted if scripts are enabled. */
    public static Element render(TableModel table) {
        return render(table, "sortable");
    }

    /** A table whose rows can also be filtered by text. */
    public static Element filterable(TableModel table) {
        return render(table, "sortable filterable");
    }

    private static Element render(TableModel table, String css) {
        Element body = Element.of("tbody");
        table.rows().forEach(row -> body.add(row(row, table.columns())));
        Element shown = Element.of("table")
                .css(css)
                .add(
                        Element.of("caption", table.caption()),
                        Element.of("thead")
                                .add(Element.of("tr")
                                        .addAll(table.columns().stream()
                                                .map(HtmlRenderer::head)
                                                .toList())),
                        body);
        return Scrolling.box(table.caption(), shown);
    }

    private static Element head(Column column) {
        Element head = Element.of("th");
        if (column.number()) {
            head.css("num");
        }
        head.with("scope", "col");
        if (column.head().size() == 1) {
            return arrow(head, column.head().get(0));
        }
        head.add(Element.of("span", column.head().get(0)).css("task"));
        column.head().stream()
                .skip(1)
                .forEach(line -> head.add(arrow(Element.of("span").css("sub"), line)));
        return head;
    }

    /** The text, whose arrow is given in words for screen readers. */
    private static Element arrow(Element element, String text) {
        boolean up = text.endsWith("\u2191");
        if (!up && !text.endsWith("\u2193")) {
            return element.text(text);
        }
        int at = text.length() - 1;
        return element.text(text.substring(0, at))
                .add(
                        Element.of("span", text.substring(at)).with("aria-hidden", "true"),
                        Element.of("span", up ? "higher is better" : "lower is better")
                                .css("sr"));
    }

    private static Element row(List<Entry> row, List<Column> columns) {
        List<Element> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Entry entry = row.get(i);
            Element cell = i == 0 ? Element.of("th").with("scope", "row") : Element.of("td");
            String css = css(entry, columns.get(i));
            if (!css.isEmpty()) {
                cell.css(css);
            }
            if (entry.value() instanceof Number number) {
                cell.with("data-v", Double.toString(number.doubleValue()));
            }
            String title = entry.mark() == TableModel.Mark.MISSING
                            && columns.get(i).number()
                            && entry.title().isEmpty()
                    ? "not measured"
                    : entry.title();
            if (!title.isEmpty()) {
                cell.with("title", title);
            }
            cells.add(text(cell, entry));
        }
        return Element.of("tr").addAll(cells);
    }

    private static String css(Entry entry, Column column) {
        String style =
                switch (column.style()) {
                    case NUMBER -> "num";
                    case SHORT -> "keep";
                    case LONG -> "wrap";
                    case CODE -> "mono";
                    case TEXT -> "";
                };
        String mark =
                switch (entry.mark()) {
                    case BEST, LEADING, CHOSEN -> " best";
                    case FAILED -> " failed";
                    case MISSING -> column.number() ? " missing" : "";
                    default -> "";
                };
        return (style + mark).strip();
    }

    private static Element text(Element cell, Entry entry) {
        switch (entry.mark()) {
            case BEST -> cell.add(marked("strong", "\u2605", entry.text(), " better than all others"));
            case LEADING -> cell.add(marked("strong", "\u2606", entry.text(), " leads, not shown to be better"));
            case UNDECIDED -> cell.add(marked("span", "?", entry.text(), " not shown to be worse than what leads"));
            case CHOSEN -> cell.add(Element.of("strong", "\u25cf " + entry.text()));
            case FAILED -> cell.add(Element.of("a", entry.text()).with("href", "#failed"));
            default -> cell.text(entry.text());
        }
        return entry.beside().isEmpty()
                ? cell
                : cell.add(Element.of("span", entry.beside()).css("sub"));
    }

    /** A value with a sign, which is given in words for screen readers. */
    private static Element marked(String element, String sign, String value, String words) {
        return Element.of(element)
                .add(
                        Element.of("span", sign + " ").with("aria-hidden", "true"),
                        Element.of("span", value),
                        Element.of("span", words).css("sr"));
    }
}
