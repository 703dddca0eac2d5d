package org.speechbench.reports.svg;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A chart of measurements from run to run with the range of each revision, and of known changes as numbered lines.
 *
 * @param y the label of the vertical axis, with the unit
 * @param runs the names of all runs, from left to right
 * @param lines the lines, each in the colour and with the mark of its series
 * @param changes the known changes, in order
 */
public record HistoryChart(String title, String y, List<String> runs, List<Line> lines, List<Change> changes) {
    private static final double HEIGHT = 220;
    private static final double LEFT = 50;
    private static final double RIGHT = 14;
    private static final double TOP = 36;
    private static final double BOTTOM = 34;
    private static final int OPEN_MARKS = 40;

    /** The measurements of one upstream. */
    public record Line(String name, int series, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * One measurement.
     *
     * @param run the number of its run
     * @param low the least value of its revision; null if there is no other
     * @param high the greatest value of its revision; null if there is no other
     */
    public record Point(int run, double value, @Nullable Double low, @Nullable Double high) {
        double lowest() {
            return low == null ? value : low;
        }

        double highest() {
            return high == null ? value : high;
        }
    }

    /** A known change: the number of its run, and the number with which it is labelled. */
    public record Change(int run, int number) {}

    public HistoryChart {
        runs = List.copyOf(runs);
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
    }

    public Element build() {
        Canvas canvas = new Canvas(HEIGHT, title, description());
        Scale up = up();
        canvas.rows(up, LEFT, Canvas.WIDTH - RIGHT);
        canvas.text("axis-label", 0, 12, y);
        canvas.line("axis", LEFT, HEIGHT - BOTTOM, Canvas.WIDTH - RIGHT, HEIGHT - BOTTOM);
        canvas.text("tick", LEFT, HEIGHT - 10, runs.get(0));
        if (runs.size() > 1) {
            canvas.text("tick end", Canvas.WIDTH - RIGHT, HEIGHT - 10, runs.get(runs.size() - 1));
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
        // Very wide ranges are cut off, since otherwise all values would be on a flat line.
        double beyond = Math.max(most - least, Math.max(Math.abs(least), Math.abs(most)) / 2);
        double bottom = Math.max(low, least - beyond);
        double top = Math.min(high, most + beyond);
        return Scale.around(bottom, top, 4, HEIGHT - BOTTOM, TOP);
    }

    private double across(int run) {
        double share = runs.size() < 2 ? 0.5 : run / (runs.size() - 1.0);
        return LEFT + 8 + share * (Canvas.WIDTH - LEFT - RIGHT - 16);
    }

    private Element draw(Line line, Scale up) {
        Element group = Element.of("g").add(Element.of("title", line.name()));
        StringBuilder path = new StringBuilder();
        StringBuilder ranges = new StringBuilder();
        for (Point point : line.points()) {
            double x = across(point.run());
            path.append(path.isEmpty() ? 'M' : 'L').append(Canvas.point(x, up.pixel(point.value())));
            if (point.low() != null && point.high() != null) {
                ranges.append('M').append(Canvas.point(x, up.pixel(Math.max(point.low(), up.low()))));
                ranges.append('L').append(Canvas.point(x, up.pixel(Math.min(point.high(), up.high()))));
            }
        }
        String css = Marks.css(line.series());
        group.add(Element.of("path").css("line " + css + " thin").with("d", ranges.toString()));
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
