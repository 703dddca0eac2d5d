package org.speechbench.reports.svg;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A plot of quality against cost with labelled points. Points on the Pareto frontier are filled, others are open.
 *
 * @param x the label of the horizontal axis, with the unit; lower values are better
 * @param y the label of the vertical axis, with the unit
 */
public record ScatterPlot(String title, String x, String y, List<Spot> spots) {
    /** Of more points than this, only those are named beside their marks that have room, those on the frontier first. */
    public static final int FEW = 8;

    private static final double HEIGHT = 244;
    private static final double LEFT = 50;
    private static final double RIGHT = 14;
    private static final double TOP = 24;
    private static final double BOTTOM = 42;

    /**
     * A point.
     *
     * @param series the number of its colour and mark
     * @param low the lower end of its interval; {@code y} if it has none
     * @param high the upper end of its interval; {@code y} if it has none
     * @param frontier whether no other point is known to be both cheaper and better
     */
    public record Spot(String name, int series, double x, double y, double low, double high, boolean frontier) {}

    public ScatterPlot {
        spots = List.copyOf(spots);
    }

    public Element build() {
        Scale across =
                Scale.around(0, spots.stream().mapToDouble(Spot::x).max().orElse(1), 5, LEFT, Canvas.WIDTH - RIGHT);
        Scale up = Scale.around(
                spots.stream().mapToDouble(Spot::low).min().orElse(0),
                spots.stream().mapToDouble(Spot::high).max().orElse(1),
                5,
                HEIGHT - BOTTOM,
                TOP);
        Canvas canvas = new Canvas(HEIGHT, title, description());
        canvas.axes(across, up, x, y);
        AxisLabels labels = new AxisLabels(LEFT, TOP, Canvas.WIDTH - 2, HEIGHT - BOTTOM);
        spots.forEach(spot -> labels.avoid(across.pixel(spot.x()), up.pixel(spot.y())));
        spots.forEach(spot -> canvas.add(mark(spot, across, up)));
        boolean few = spots.size() <= FEW;
        spots.stream()
                .sorted(Comparator.comparing(spot -> !spot.frontier()))
                .flatMap(spot -> labels.beside(across.pixel(spot.x()), up.pixel(spot.y()), spot.name(), few).stream())
                .forEach(canvas::add);
        return canvas.build();
    }

    private Element mark(Spot spot, Scale across, Scale up) {
        double px = across.pixel(spot.x());
        double py = up.pixel(spot.y());
        Element group = Element.of("g").add(Element.of("title", sentence(spot)));
        if (spot.low() < spot.high()) {
            group.add(Element.of("path")
                    .css("interval " + Marks.css(spot.series()))
                    .with(
                            "d",
                            "M" + Canvas.point(px, up.pixel(spot.low())) + "L"
                                    + Canvas.point(px, up.pixel(spot.high()))));
        }
        return group.add(spot.frontier() ? Marks.mark(spot.series(), px, py) : Marks.open(spot.series(), px, py));
    }

    private String sentence(Spot spot) {
        return spot.name() + ": " + y + " " + Numbers.significant(spot.y(), 4) + " at "
                + Numbers.significant(spot.x(), 3) + " " + x;
    }

    private String description() {
        return spots.stream().map(this::sentence).collect(Collectors.joining("; ", "", ". On the frontier: "))
                + spots.stream().filter(Spot::frontier).map(Spot::name).collect(Collectors.joining(", "));
    }
}
