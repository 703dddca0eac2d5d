package org.speechbench.reports.svg;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * Strips of cells, whose colours are stronger for larger values. All strips share one scale from zero to the largest
 * value.
 *
 * @param cell the name of a cell, for example {@code layer}
 */
public record HeatStrip(String title, String cell, List<Strip> strips) {
    private static final double TOP = 26;
    private static final double BAND = 42;
    private static final double HEIGHT = 20;

    /** A strip with its name and its values, which are at least zero. */
    public record Strip(String name, List<Double> values) {
        public Strip {
            values = List.copyOf(values);
        }

        double max() {
            return values.stream().mapToDouble(v -> v).max().orElse(0);
        }
    }

    public HeatStrip {
        strips = List.copyOf(strips);
    }

    public Element build() {
        Canvas canvas = new Canvas(TOP + strips.size() * BAND + 18, title, description());
        double max = strips.stream().mapToDouble(Strip::max).max().orElse(0);
        int cells = strips.stream().mapToInt(s -> s.values().size()).max().orElse(1);
        double width = Math.min((Canvas.WIDTH - 8) / cells, 56);
        for (int i = 0; i < strips.size(); i++) {
            canvas.add(strip(strips.get(i), TOP + i * BAND, width, max));
        }
        double bottom = TOP + strips.size() * BAND + 10;
        for (int i = 0; i < cells; i += cells > 16 ? 4 : 1) {
            canvas.text("tick middle", 4 + (i + 0.5) * width, bottom, Integer.toString(i));
        }
        canvas.text("axis-label end", Canvas.WIDTH - 4, 14, cell);
        return canvas.build();
    }

    private Element strip(Strip strip, double top, double width, double max) {
        Element group = Element.of("g").add(Canvas.label("bar-name", 4, top + 12, strip.name()));
        for (int i = 0; i < strip.values().size(); i++) {
            double value = strip.values().get(i);
            double share = max > 0 ? value / max : 0;
            group.add(Canvas.rect("heat", 4 + i * width, top + 17, width - 1.5, HEIGHT)
                    .with("fill-opacity", Numbers.fixed(0.06 + 0.94 * share, 3))
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
