package org.speechbench.reports.svg;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * Measurements of run after run, with their intervals, and numbered lines where something is known to have changed.
 *
 * @param title what is drawn
 * @param y label of the vertical axis, with unit
 * @param runs names of all runs, from left to right
 * @param lines overlaid, each with the colour and mark of its series
 * @param changes numbers of the runs that something changed with, in order
 */
public record HistoryChart(String title, String y, List<String> runs, List<Line> lines, List<Change> changes) {
    private static final double WIDTH = 460;
    private static final double HEIGHT = 260;
    private static final double LEFT = 52;
    private static final double RIGHT = 14;
    private static final double TOP = 46;
    private static final double BOTTOM = 34;
    private static final int OPEN_MARKS = 40;

    /** Measurements of one upstream. */
    public record Line(String name, int series, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * One measurement.
     *
     * @param run its number among all runs
     * @param low of the interval; null where there is none
     * @param high of the interval; null where there is none
     */
    public record Point(int run, double value, @Nullable Double low, @Nullable Double high) {
        double lowest() {
            return low == null ? value : low;
        }

        double highest() {
            return high == null ? value : high;
        }
    }

    /** A line across the chart at a run, and the number that names it. */
    public record Change(int run, int number) {}

    public HistoryChart {
        runs = List.copyOf(runs);
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
    }

    /** The chart, 460 units wide. */
    public Element build() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, title, description());
        canvas.text("chart-title", 2, 14, title);
        Scale up = up();
        for (double tick : up.ticks()) {
            canvas.line("grid", LEFT, up.pixel(tick), WIDTH - RIGHT, up.pixel(tick));
            canvas.text("tick end", LEFT - 6, up.pixel(tick) + 4, up.label(tick));
        }
        canvas.text("axis-label", 2, 28, y);
        canvas.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        canvas.text("tick", LEFT, HEIGHT - 10, runs.get(0));
        if (runs.size() > 1) {
            canvas.text("tick end", WIDTH - RIGHT, HEIGHT - 10, runs.get(runs.size() - 1));
        }
        for (Change change : changes) {
            double x = across(change.run());
            canvas.line("change", x, TOP - 6, x, HEIGHT - BOTTOM);
            canvas.text("tick middle", x, TOP - 10, Integer.toString(change.number()));
        }
        lines.forEach(line -> canvas.add(draw(line, up)));
        return canvas.build();
    }

    private Scale up() {
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        double low = all.stream().mapToDouble(Point::lowest).min().orElse(0);
        double high = all.stream().mapToDouble(Point::highest).max().orElse(1);
        double least = all.stream().mapToDouble(Point::value).min().orElse(0);
        double most = all.stream().mapToDouble(Point::value).max().orElse(1);
        // An interval that is far wider than all values would leave a flat line of them.
        double beyond = Math.max(most - least, Math.max(Math.abs(least), Math.abs(most)) / 2);
        double bottom = Math.max(low, least - beyond);
        double top = Math.min(high, most + beyond);
        return Scale.around(bottom, top, 4, HEIGHT - BOTTOM, TOP);
    }

    private double across(int run) {
        double share = runs.size() < 2 ? 0.5 : run / (runs.size() - 1.0);
        return LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16);
    }

    private Element draw(Line line, Scale up) {
        Element group = Element.of("g").add(Element.of("title", line.name()));
        StringBuilder path = new StringBuilder();
        StringBuilder intervals = new StringBuilder();
        for (Point point : line.points()) {
            double x = across(point.run());
            path.append(path.isEmpty() ? 'M' : 'L').append(Canvas.point(x, up.pixel(point.value())));
            if (point.low() != null && point.high() != null) {
                intervals.append('M').append(Canvas.point(x, up.pixel(Math.max(point.low(), up.low()))));
                intervals.append('L').append(Canvas.point(x, up.pixel(Math.min(point.high(), up.high()))));
            }
        }
        String css = Marks.css(line.series());
        group.add(Element.of("path").css("line " + css + " thin").with("d", intervals.toString()));
        group.add(Element.of("path").css("line " + css).with("d", path.toString()));
        int every = Math.max(1, line.points().size() / OPEN_MARKS);
        TreeSet<Integer> marked = new TreeSet<>();
        for (int i = line.points().size() - 1; i >= 0; i -= every) {
            marked.add(i);
        }
        for (int i : marked) {
            Point point = line.points().get(i);
            group.add(Marks.mark(line.series(), across(point.run()), up.pixel(point.value()))
                    .add(Element.of("title", said(line, point))));
        }
        return group;
    }

    private String said(Line line, Point point) {
        return line.name() + ", " + runs.get(point.run()) + ": " + Numbers.significant(point.value(), 4);
    }

    private String description() {
        StringBuilder text = new StringBuilder(y + " of " + runs.size() + " runs");
        for (Line line : lines) {
            Point last = line.points().get(line.points().size() - 1);
            text.append(", ").append(line.name()).append(" ends at ").append(Numbers.significant(last.value(), 4));
        }
        return text.toString();
    }
}
