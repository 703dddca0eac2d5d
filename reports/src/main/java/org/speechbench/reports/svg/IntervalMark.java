package org.speechbench.reports.svg;

import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A difference as a mark on a short line with its interval and a line at zero, to stand beside its number.
 *
 * @param low the lower end of its interval; the value itself if it has none
 * @param high the upper end of its interval; the value itself if it has none
 * @param from the left end of the line, at most zero
 * @param to the right end of the line, above {@code from}
 * @param strong whether the difference was shown
 */
public record IntervalMark(double value, double low, double high, double from, double to, boolean strong) {
    private static final double WIDTH = 96;
    private static final double HEIGHT = 16;
    private static final double SIDE = 5;

    /** The drawing, which readers who do not see it need not know of, since the numbers are beside it. */
    public Element build() {
        double middle = HEIGHT / 2;
        return Element.of("svg")
                .css(strong ? "gain strong" : "gain")
                .with("viewBox", "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(HEIGHT))
                .with("width", Numbers.coordinate(WIDTH))
                .with("height", Numbers.coordinate(HEIGHT))
                .with("aria-hidden", "true")
                .add(
                        line("zero", across(0), 0, across(0), HEIGHT),
                        line("range", across(low), middle, across(high), middle),
                        Element.of("circle")
                                .with("cx", Numbers.coordinate(across(value)))
                                .with("cy", Numbers.coordinate(middle))
                                .with("r", "4"));
    }

    private static Element line(String css, double x1, double y1, double x2, double y2) {
        return Element.of("path").css(css).with("d", "M" + Canvas.point(x1, y1) + "L" + Canvas.point(x2, y2));
    }

    private double across(double difference) {
        double share = (difference - from) / (to - from);
        return SIDE + Math.min(1, Math.max(0, share)) * (WIDTH - 2 * SIDE);
    }
}
