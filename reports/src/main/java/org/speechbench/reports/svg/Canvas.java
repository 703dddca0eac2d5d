package org.speechbench.reports.svg;

import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/** The few shapes that charts are made of. */
final class Canvas {
    private final Element svg;

    /** An empty drawing with a name and a description for those who do not see it. */
    Canvas(double width, double height, String title, String description) {
        svg = Element.of("svg")
                .css("chart")
                .with("viewBox", "0 0 " + Numbers.coordinate(width) + " " + Numbers.coordinate(height))
                .with("role", "img")
                .with("aria-label", title + ". " + description)
                .add(Element.of("title", title), Element.of("desc", description));
    }

    Canvas line(String css, double x1, double y1, double x2, double y2) {
        return path(css, "M" + point(x1, y1) + "L" + point(x2, y2));
    }

    Canvas path(String css, String d) {
        return add(Element.of("path").css(css).with("d", d));
    }

    Canvas text(String css, double x, double y, String text) {
        return add(label(css, x, y, text));
    }

    Canvas add(Element element) {
        svg.add(element);
        return this;
    }

    Element build() {
        return svg;
    }

    static Element label(String css, double x, double y, String text) {
        return Element.of("text", text)
                .css(css)
                .with("x", Numbers.coordinate(x))
                .with("y", Numbers.coordinate(y));
    }

    static Element rect(String css, double x, double y, double width, double height) {
        return Element.of("rect")
                .css(css)
                .with("x", Numbers.coordinate(x))
                .with("y", Numbers.coordinate(y))
                .with("width", Numbers.coordinate(Math.max(width, 0)))
                .with("height", Numbers.coordinate(height));
    }

    static String point(double x, double y) {
        return Numbers.coordinate(x) + " " + Numbers.coordinate(y);
    }
}
