package org.speechbench.reports.svg;

import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Scrolling;

/**
 * A figure: a title in the page's own text, which wraps, and a drawing made of a few shapes. The drawing is as narrow as a
 * telephone, so that its text is hardly smaller there than elsewhere.
 */
final class Canvas {
    static final double WIDTH = 360;
    /** The width of a letter of average width. */
    static final double LETTER = 7;

    private final String title;
    private final Element svg;
    private final double width;
    private final double height;
    private boolean scrolls;

    /** @param description what is shown, for readers who do not see it */
    Canvas(double height, String title, String description) {
        this(WIDTH, height, title, description);
    }

    /** A drawing of another width. */
    Canvas(double width, double height, String title, String description) {
        this.title = title;
        this.width = width;
        this.height = height;
        svg = Element.of("svg")
                .css("chart")
                .with("viewBox", "0 0 " + Numbers.coordinate(width) + " " + Numbers.coordinate(height))
                .with("role", "img")
                .with("aria-label", title + ". " + description)
                .add(Element.of("title", title), Element.of("desc", description));
    }

    /** Vertical lines at the ticks of a horizontal axis, with labels below. */
    void columns(Scale across, double top, double bottom) {
        for (double tick : across.ticks()) {
            line("grid", across.pixel(tick), top, across.pixel(tick), bottom);
            text("tick middle", across.pixel(tick), bottom + 15, across.label(tick));
        }
    }

    /** Horizontal lines at the ticks of a vertical axis, with labels on the left. */
    void rows(Scale up, double left, double right) {
        for (double tick : up.ticks()) {
            line("grid", left, up.pixel(tick), right, up.pixel(tick));
            text("tick end", left - 6, up.pixel(tick) + 4, up.label(tick));
        }
    }

    /** Two axes with their labels. */
    void axes(Scale across, Scale up, String x, String y) {
        double bottom = up.from();
        rows(up, across.from(), across.to());
        line("axis", across.from(), bottom, across.to(), bottom);
        for (double tick : across.ticks()) {
            line("axis", across.pixel(tick), bottom, across.pixel(tick), bottom + 4);
            text("tick middle", across.pixel(tick), bottom + 17, across.label(tick));
        }
        text("axis-label end", across.to(), bottom + 36, x);
        text("axis-label", 0, 12, y);
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

    /** Keeps the drawing from being stretched or shrunk to the width of its place; what does not fit is scrolled. */
    Canvas ofItsSize() {
        svg.with("width", Numbers.coordinate(width))
                .with("height", Numbers.coordinate(height))
                .css("chart fixed");
        scrolls = true;
        return this;
    }

    Element build() {
        Element drawing = scrolls ? Scrolling.box(title, svg) : svg;
        return Element.of("figure").add(Element.of("figcaption", title), drawing);
    }

    static Element label(String css, double x, double y, String text) {
        return Element.of("text", text)
                .css(css)
                .with("x", Numbers.coordinate(x))
                .with("y", Numbers.coordinate(y));
    }

    /** A name that is cut if it is longer than there is room for. */
    static String shortened(String name, double room) {
        int longest = (int) (room / LETTER);
        return name.length() <= longest ? name : name.substring(0, longest - 1) + "\u2026";
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
