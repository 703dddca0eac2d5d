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

    /** A paragraph that explains how to read what is beside it. */
    Section note(String text) {
        return add(Element.of("p", text).css("note"));
    }

    boolean isEmpty() {
        return body.isEmpty();
    }

    /** The entry in the table of contents. */
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

    /** Charts, placed side by side if there is room. */
    static Element charts(List<Element> charts) {
        return Element.of("div").css("charts").addAll(charts);
    }

    /** Elements of different heights, arranged one below the other in columns. */
    static Element packed(List<Element> parts) {
        return Element.of("div").css("packed").addAll(parts);
    }

    /** A part that the reader can open. */
    static Element details(String summary, Element... parts) {
        return Element.of("details").add(Element.of("summary", summary)).add(parts);
    }
}
