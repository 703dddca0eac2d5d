package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Element;

/** A part of the page with a heading; one without a body is not shown. */
final class Section {
    private final String id;
    private final String title;
    private final List<Element> body = new ArrayList<>();

    /** An empty section; the id comes from code, never from data. */
    Section(String id, String title) {
        this.id = id;
        this.title = title;
    }

    Section add(Element... parts) {
        body.addAll(List.of(parts));
        return this;
    }

    /** A paragraph that says how to read what is beside it. */
    Section note(String text) {
        return add(Element.of("p", text).css("note"));
    }

    boolean isEmpty() {
        return body.isEmpty();
    }

    /** The entry of the table of contents. */
    Element link() {
        return Element.of("a", title).with("href", "#" + id);
    }

    Element build() {
        return Element.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Element.of("h2", title).with("id", id + "-title"))
                .addAll(body);
    }

    /** Charts side by side where there is room. */
    static Element charts(List<Element> charts) {
        Element grid = Element.of("div").css("charts");
        charts.forEach(chart -> grid.add(Element.of("figure").add(chart)));
        return grid;
    }

    /** Things of different heights in columns, one below the other. */
    static Element packed(List<Element> parts) {
        return Element.of("div").css("packed").addAll(parts);
    }

    /** Something the reader opens. */
    static Element details(String summary, Element... parts) {
        return Element.of("details").add(Element.of("summary", summary)).add(parts);
    }
}
