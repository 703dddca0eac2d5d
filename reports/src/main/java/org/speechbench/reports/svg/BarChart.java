package org.speechbench.reports.svg;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A chart of horizontal bars that begin at zero, with the interval of each value.
 *
 * @param unit the unit of all values
 * @param bars the bars from top to bottom
 */
public record BarChart(String title, String unit, List<Bar> bars) {
    private static final double TOP = 16;
    private static final double BAND = 42;
    private static final double THICK = 13;
    private static final double BOTTOM = 24;
    private static final double SIDE = 8;
    /** The greatest length of the axis, in lengths of the longest bar. */
    private static final double MOST_BEYOND = 1.5;

    /**
     * A bar.
     *
     * @param series the number of its colour
     * @param low the lower end of its interval; the value itself if it has none
     * @param high the upper end of its interval; the value itself if it has none
     */
    public record Bar(String name, int series, double value, double low, double high) {
        boolean hasInterval() {
            return low < high;
        }
    }

    public BarChart {
        bars = List.copyOf(bars);
    }

    public Element build() {
        double height = TOP + bars.size() * BAND + BOTTOM;
        Scale scale = Scale.around(0, Math.max(end(), 0), 5, SIDE, Canvas.WIDTH - SIDE - 10);
        Canvas canvas = new Canvas(height, title, description());
        canvas.text("axis-label end", Canvas.WIDTH - 4, 12, unit);
        canvas.columns(scale, TOP, height - BOTTOM);
        for (int i = 0; i < bars.size(); i++) {
            canvas.add(bar(bars.get(i), scale, TOP + i * BAND));
        }
        return canvas.build();
    }

    /** The largest value on the axis, which is limited since otherwise very wide intervals would make all bars tiny. */
    private double end() {
        double value = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        double high = bars.stream().mapToDouble(Bar::high).max().orElse(1);
        return value > 0 ? Math.min(high, MOST_BEYOND * value) : high;
    }

    private Element bar(Bar bar, Scale scale, double top) {
        double y = top + 17;
        double middle = y + THICK / 2;
        Element group = Element.of("g").add(Element.of("title", sentence(bar)));
        group.add(
                Canvas.label("bar-name", SIDE, top + 12, Canvas.shortened(bar.name(), Canvas.WIDTH - 80)),
                Canvas.label("bar-value end", Canvas.WIDTH - 4, top + 12, Numbers.measured(bar.value(), unit)),
                Canvas.rect(
                        "bar " + Marks.css(bar.series()),
                        scale.pixel(0),
                        y,
                        scale.pixel(Math.max(bar.value(), 0)) - scale.pixel(0),
                        THICK));
        if (bar.hasInterval()) {
            double low = scale.pixel(Math.max(bar.low(), 0));
            boolean ends = bar.high() <= scale.high();
            double high = ends ? scale.pixel(bar.high()) : scale.to();
            group.add(Element.of("path")
                    .css("whisker")
                    .with(
                            "d",
                            "M" + Canvas.point(low, middle) + "L" + Canvas.point(high, middle) + cap(low, middle)
                                    + (ends ? cap(high, middle) : arrow(high, middle))));
        }
        return group;
    }

    private static String cap(double x, double middle) {
        return "M" + Canvas.point(x, middle - 4) + "L" + Canvas.point(x, middle + 4);
    }

    /** The end of an interval that continues beyond the axis. */
    private static String arrow(double x, double middle) {
        return "M" + Canvas.point(x - 5, middle - 4) + "L" + Canvas.point(x, middle) + "L"
                + Canvas.point(x - 5, middle + 4);
    }

    private String sentence(Bar bar) {
        String value = bar.name() + ": " + Numbers.measured(bar.value(), unit) + " " + unit;
        return bar.hasInterval()
                ? value + " (" + Numbers.measured(bar.low(), unit) + " to " + Numbers.measured(bar.high(), unit) + ")"
                : value;
    }

    private String description() {
        return bars.stream().map(this::sentence).collect(Collectors.joining("; "));
    }
}
