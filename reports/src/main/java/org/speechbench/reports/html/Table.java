package org.speechbench.reports.html;

import java.util.ArrayList;
import java.util.List;

/** A table with a header row in a box that scrolls sideways when the screen is narrow. */
public final class Table {
    private final String caption;
    private final List<Element> heads = new ArrayList<>();
    private final List<Element> rows = new ArrayList<>();
    private String css = "sortable";

    /** The caption says what the table shows, also to a screen reader. */
    public Table(String caption) {
        this.caption = caption;
    }

    /** Lets the reader filter rows by text, where scripts run. */
    public Table filterable() {
        css = "sortable filterable";
        return this;
    }

    /** Adds a column of text. */
    public Table textColumn(String head) {
        return column(Element.of("th", head));
    }

    /** Adds a column of numbers, aligned to the right. */
    public Table numberColumn(String head) {
        return column(Element.of("th", head).css("num"));
    }

    /** Adds a column whose header cell is given. */
    public Table column(Element head) {
        heads.add(head.with("scope", "col"));
        return this;
    }

    public Table row(List<Element> cells) {
        rows.add(Element.of("tr").addAll(cells));
        return this;
    }

    public Table row(Element... cells) {
        return row(List.of(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** A text cell. */
    public static Element cell(String text) {
        return Element.of("td", text.isEmpty() ? Numbers.MISSING : text);
    }

    /** The cell that names its row. */
    public static Element head(String text) {
        return Element.of("th", text).with("scope", "row");
    }

    /** A number cell: what is shown and what it is sorted by. */
    public static Element number(String shown, double sortedBy) {
        Element cell = Element.of("td", shown).css("num");
        return Double.isFinite(sortedBy) ? cell.with("data-v", Double.toString(sortedBy)) : cell;
    }

    /** A cell with nothing to show. */
    public static Element missing() {
        return Element.of("td", Numbers.MISSING).css("num missing").with("title", "not measured");
    }

    /** The table as an element. */
    public Element build() {
        Element table = Element.of("table")
                .css(css)
                .add(
                        Element.of("caption", caption),
                        Element.of("thead").add(Element.of("tr").addAll(heads)),
                        Element.of("tbody").addAll(rows));
        return Element.of("div")
                .css("scroll")
                .with("role", "region")
                .with("aria-label", caption)
                .with("tabindex", "0")
                .add(table);
    }
}
