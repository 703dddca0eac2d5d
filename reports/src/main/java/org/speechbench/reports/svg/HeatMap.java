package org.speechbench.reports.svg;

import java.util.List;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A square matrix of counts, whose colours show the share of each count in its row. It is as large as its classes need,
 * and is scrolled where there is no room.
 *
 * @param description what is shown, for readers who do not see it
 * @param names the names of the rows and of the columns
 * @param counts the counts by row and column
 */
public record HeatMap(String title, String description, List<String> names, List<List<Integer>> counts) {
    private static final double LONGEST = 105;
    private static final double CELL = 27;
    /** How much of its length a slanted name takes upwards and sideways. */
    private static final double SLANT = 0.71;

    public HeatMap {
        names = List.copyOf(names);
        counts = counts.stream().map(List::copyOf).toList();
    }

    public Element build() {
        double side = CELL * names.size();
        double width = left() + side + Math.max(4, SLANT * left() - CELL / 2);
        Canvas canvas = new Canvas(width, top() + side + 4, title, description).ofItsSize();
        canvas.add(Canvas.rect("frame", left(), top(), side, side));
        for (int i = 0; i < names.size(); i++) {
            double middle = (i + 0.5) * CELL;
            canvas.text("tick end", left() - 6, top() + middle + 4, shortened(names.get(i)));
            double x = left() + middle + 3;
            canvas.add(Canvas.label("tick", x, top() - 6, shortened(names.get(i)))
                    .with("transform", "rotate(-45 " + Numbers.coordinate(x) + " " + (int) (top() - 6) + ")"));
        }
        for (int i = 0; i < names.size(); i++) {
            line(canvas, i);
        }
        return canvas.build();
    }

    private void line(Canvas canvas, int line) {
        int all = counts.get(line).stream().mapToInt(n -> n).sum();
        for (int column = 0; column < names.size(); column++) {
            int n = counts.get(line).get(column);
            if (n > 0) {
                canvas.add(cell(line, column, n, n / (double) all));
            }
        }
    }

    private Element cell(int line, int column, int n, double share) {
        double x = left() + column * CELL;
        double y = top() + line * CELL;
        String sentence = names.get(line) + " heard as " + names.get(column) + ": " + n + " ("
                + Numbers.fixed(100 * share, 0) + " %)";
        return Element.of("g")
                .add(
                        Element.of("title", sentence),
                        Canvas.rect("cell", x + 0.5, y + 0.5, CELL - 1, CELL - 1)
                                .with("fill-opacity", Numbers.fixed(0.06 + 0.94 * share, 2)),
                        Canvas.label("count middle", x + CELL / 2, y + CELL / 2 + 3.5, Integer.toString(n)));
    }

    private double left() {
        return Math.min(
                LONGEST,
                10
                        + Canvas.LETTER
                                * names.stream().mapToInt(String::length).max().orElse(0));
    }

    private double top() {
        return SLANT * left() + 10;
    }

    private static String shortened(String name) {
        return Canvas.shortened(name, LONGEST - 10);
    }
}
