package org.speechbench.reports.svg;

import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * The colours and marks of series. The colours are those of Okabe and Ito's palette, as classes of the style sheet. With
 * seven colours and six marks, 42 series differ.
 */
public final class Marks {
    static final int COLOURS = 7;
    static final int SHAPES = 6;

    private Marks() {}

    /** The class of a series in the style sheet. */
    public static String css(int series) {
        return "s" + series % COLOURS;
    }

    /** The mark of a series around a point. */
    static Element mark(int series, double x, double y) {
        return Element.of("path").css("mark " + css(series)).with("d", path(series % SHAPES, x, y));
    }

    /** The mark without filling. */
    static Element open(int series, double x, double y) {
        return Element.of("path").css("open " + css(series)).with("d", path(series % SHAPES, x, y));
    }

    /** The picture of a series in a legend. */
    public static Element key(int series) {
        return Element.of("svg")
                .css("key")
                .with("viewBox", "0 0 22 12")
                .with("width", "22")
                .with("height", "12")
                .with("aria-hidden", "true")
                .add(Element.of("path").css("line " + css(series)).with("d", "M1 6H21"), mark(series, 11, 6));
    }

    private static String path(int shape, double x, double y) {
        return switch (shape) {
            case 0 -> at(x - 3.6, y) + "a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z";
            case 1 -> at(x - 3.2, y - 3.2) + "h6.4v6.4h-6.4z";
            case 2 -> at(x, y - 4.2) + "l4.2 7.4h-8.4z";
            case 3 -> at(x, y - 4.6) + "l4.6 4.6l-4.6 4.6l-4.6 -4.6z";
            case 4 -> at(x, y + 4.2) + "l4.2 -7.4h-8.4z";
            default -> at(x - 1.3, y - 4) + "h2.6v2.7h2.7v2.6h-2.7v2.7h-2.6v-2.7h-2.7v-2.6h2.7z";
        };
    }

    private static String at(double x, double y) {
        return "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y);
    }
}
