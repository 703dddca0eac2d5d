package org.speechbench.reports.svg;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * Strips of cells, whose colours are stronger for larger values, with the scale of the colours.
 *
 * @param cell the name of a cell, for example {@code layer}
 * @param max the value of the strongest colour; the weakest is zero
 */
public record HeatStrip(String title, String cell, double max, List<Strip> strips) {
    private static final double TOP = 20;
    private static final int STEPS = 8;
    private static final double STEP = 12;
    private static final double BAND = 42;
    private static final double HEIGHT = 20;

    /** A strip with its name and its values, which are at least zero. */
    public record Strip(String name, List<Double> values) {
        public Strip {
            values = List.copyOf(values);
        }

        public double max() {
            return values.stream().mapToDouble(v -> v).max().orElse(0);
        }
    }

    public HeatStrip {
        strips = List.copyOf(strips);
    }

    public Element build() {
        Canvas canvas = new Canvas(TOP + strips.size() * BAND + 18, title, description());
        int cells = strips.stream().mapToInt(s -> s.values().size()).max().orElse(1);
        double width = Math.min((Canvas.WIDTH - 8) / cells, 56);
        for (int i = 0; i < strips.size(); i++) {
            canvas.add(strip(strips.get(i), TOP + i * BAND, width));
        }
        double bottom = TOP + strips.size() * BAND + 10;
        for (int i = 0; i < cells; i += cells > 16 ? 4 : 1) {
            canvas.text("tick middle", 4 + (i + 0.5) * width, bottom, Integer.toString(i));
        }
        scale(canvas);
        return canvas.build();
    }

    /** The colours from zero to the greatest value, at the top right. */
    private void scale(Canvas canvas) {
        String greatest = Numbers.fixed(max, 2);
        double right = Canvas.WIDTH - 36;
        double left = right - STEPS * STEP;
        canvas.text("axis-label", 0, 12, "weight by " + cell);
        canvas.text("tick end", left - 5, 12, "0");
        for (int i = 0; i < STEPS; i++) {
            canvas.add(Canvas.rect("heat", left + i * STEP, 3, STEP, 10)
                    .with("fill-opacity", opacity((i + 1) * max / STEPS)));
        }
        canvas.text("tick", right + 5, 12, greatest);
    }

    private String opacity(double value) {
        return Numbers.fixed(0.06 + 0.94 * (max > 0 ? Math.min(1, value / max) : 0), 3);
    }

    private Element strip(Strip strip, double top, double width) {
        Element group = Element.of("g")
                .add(Canvas.label("bar-name", 4, top + 12, Canvas.shortened(strip.name(), Canvas.WIDTH - 120)));
        group.add(Canvas.label(
                "tick end",
                Canvas.WIDTH - 4,
                top + 12,
                "most: " + Numbers.fixed(strip.max(), 2) + " in "
                        + strip.values().indexOf(strip.max())));
        for (int i = 0; i < strip.values().size(); i++) {
            double value = strip.values().get(i);
            group.add(Canvas.rect("heat", 4 + i * width, top + 17, width - 1.5, HEIGHT)
                    .with("fill-opacity", opacity(value))
                    .add(Element.of("title", cell + " " + i + ": " + Numbers.fixed(value, 3))));
        }
        return group;
    }

    private String description() {
        return strips.stream()
                .map(strip -> strip.name() + " is largest at " + cell + " "
                        + strip.values().indexOf(strip.max()) + ";")
                .collect(Collectors.joining(" "));
    }
}
