package org.speechbench.reports.svg;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A chart of horizontal bars that begin at zero, each made of parts.
 *
 * @param unit the unit of all values
 * @param bars the bars from top to bottom
 */
public record StackedBarChart(String title, String unit, List<Bar> bars) {
    private static final double TOP = 16;
    private static final double BAND = 46;
    private static final double THICK = 18;
    private static final double BOTTOM = 24;
    private static final double SIDE = 8;

    /**
     * One part of a bar.
     *
     * @param series the number of its colour
     * @param value a value of at least zero
     */
    public record Part(String name, int series, double value) {}

    /** A bar with its parts from left to right. */
    public record Bar(String name, List<Part> parts) {
        public Bar {
            parts = List.copyOf(parts);
        }

        double sum() {
            return parts.stream().mapToDouble(Part::value).sum();
        }
    }

    public StackedBarChart {
        bars = List.copyOf(bars);
    }

    public Element build() {
        double height = TOP + bars.size() * BAND + BOTTOM;
        double max = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
        Scale scale = Scale.around(0, max, 5, SIDE, Canvas.WIDTH - SIDE - 10);
        Canvas canvas = new Canvas(height, title, description());
        canvas.text("axis-label end", Canvas.WIDTH - 4, 12, unit);
        canvas.columns(scale, TOP, height - BOTTOM);
        for (int i = 0; i < bars.size(); i++) {
            bar(canvas, bars.get(i), scale, TOP + i * BAND);
        }
        return canvas.build();
    }

    private void bar(Canvas canvas, Bar bar, Scale scale, double top) {
        canvas.text("bar-name", SIDE, top + 12, Canvas.shortened(bar.name(), Canvas.WIDTH - 80));
        canvas.text("bar-value end", Canvas.WIDTH - 4, top + 12, Numbers.measured(bar.sum(), unit));
        double begin = 0;
        for (Part part : bar.parts()) {
            double from = scale.pixel(begin);
            double to = scale.pixel(begin + part.value());
            // A gap of half a unit separates parts whose colours are hard to distinguish.
            canvas.add(Canvas.rect("bar " + Marks.css(part.series()), from, top + 17, to - from - 0.5, THICK)
                    .add(Element.of("title", bar.name() + ", " + sentence(bar, part))));
            begin += part.value();
        }
    }

    private String sentence(Bar bar, Part part) {
        double share = bar.sum() > 0 ? 100 * part.value() / bar.sum() : 0;
        return part.name() + ": " + Numbers.measured(part.value(), unit) + " " + unit + " (" + Numbers.fixed(share, 0)
                + " %)";
    }

    private String description() {
        return bars.stream()
                .map(bar -> bar.name() + ": "
                        + bar.parts().stream().map(part -> sentence(bar, part)).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
