package org.speechbench.reports.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A chart of curves.
 *
 * @param x the label of the horizontal axis, with the unit
 * @param y the label of the vertical axis, with the unit
 * @param fromZero whether the vertical axis begins at zero
 * @param curves the curves, each in the colour and with the mark of its series
 */
public record LineChart(String title, String x, String y, boolean fromZero, List<Curve> curves) {
    private static final double HEIGHT = 224;
    private static final double LEFT = 50;
    private static final double RIGHT = 14;
    private static final double TOP = 24;
    private static final double BOTTOM = 42;
    /** More points than this, in one curve or in all, cannot be distinguished and only make the page larger. */
    private static final int MAX_POINTS = 230;

    private static final int MAX_POINTS_OF_ALL = 4000;
    private static final int MIN_POINTS = 12;
    private static final int MANY_CURVES = 24;

    private static final int MARKS = 6;
    private static final int OPEN_MARKS = 40;

    public record Point(double x, double y) {
        boolean finite() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }

    /**
     * One curve.
     *
     * @param series the number of its colour and mark, the same in all charts of a page
     * @param open whether it is drawn as open marks without a line
     */
    public record Curve(String name, int series, List<Point> points, boolean open) {
        public Curve {
            points = points.stream().filter(Point::finite).toList();
        }

        /** A line with some marks. */
        public Curve(String name, int series, List<Point> points) {
            this(name, series, points, false);
        }
    }

    public LineChart {
        curves = curves.stream().filter(c -> !c.points().isEmpty()).toList();
    }

    /** Whether there is nothing to draw: a single point is no curve. */
    public boolean isEmpty() {
        return curves.stream().allMatch(curve -> curve.points().size() < 2);
    }

    public Element build() {
        Scale across = scale(Point::x, true, LEFT, Canvas.WIDTH - RIGHT);
        Scale up = scale(Point::y, fromZero, HEIGHT - BOTTOM, TOP);
        Canvas canvas = new Canvas(HEIGHT, title, description());
        canvas.axes(across, up, x, y);
        curves.forEach(curve -> draw(canvas, curve, across, up));
        return canvas.build();
    }

    private Scale scale(ToDoubleFunction<Point> value, boolean zero, double from, double to) {
        double min = zero ? 0 : Double.POSITIVE_INFINITY;
        double max = zero ? 0 : Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (Point point : curve.points()) {
                min = Math.min(min, value.applyAsDouble(point));
                max = Math.max(max, value.applyAsDouble(point));
            }
        }
        return Scale.around(min, max, 5, from, to);
    }

    private void draw(Canvas canvas, Curve curve, Scale across, Scale up) {
        Element group = Element.of("g").add(Element.of("title", curve.name()));
        if (curve.open()) {
            for (Point point : thin(curve.points(), Math.min(OPEN_MARKS, mostPoints()))) {
                group.add(Marks.open(curve.series(), across.pixel(point.x()), up.pixel(point.y())));
            }
            canvas.add(group);
            return;
        }
        List<Point> points = thin(curve.points(), mostPoints());
        StringBuilder d = new StringBuilder();
        for (Point point : points) {
            d.append(d.isEmpty() ? 'M' : 'L').append(Canvas.point(across.pixel(point.x()), up.pixel(point.y())));
        }
        group.add(Element.of("path").css("line " + Marks.css(curve.series())).with("d", d.toString()));
        for (Point point : thin(points, curves.size() > MANY_CURVES ? 2 : MARKS)) {
            group.add(Marks.mark(curve.series(), across.pixel(point.x()), up.pixel(point.y())));
        }
        canvas.add(group);
    }

    private int mostPoints() {
        return Math.max(MIN_POINTS, Math.min(MAX_POINTS, MAX_POINTS_OF_ALL / curves.size()));
    }

    /** At most the given number of points, evenly spread by index, including the first and the last. */
    private static List<Point> thin(List<Point> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            kept.add(points.get((int) Math.round(i * (points.size() - 1.0) / (most - 1))));
        }
        return kept;
    }

    private String description() {
        List<String> ends = new ArrayList<>();
        curves.stream().limit(MANY_CURVES).forEach(curve -> {
            Point last = curve.points().get(curve.points().size() - 1);
            ends.add(curve.name() + " ends at " + Numbers.significant(last.y(), 3));
        });
        if (curves.size() > MANY_CURVES) {
            ends.add("and " + (curves.size() - MANY_CURVES) + " more");
        }
        return y + " over " + x + ": " + String.join(", ", ends);
    }
}
