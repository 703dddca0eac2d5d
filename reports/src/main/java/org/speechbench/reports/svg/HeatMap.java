package org.speechbench.reports.svg;

import java.util.List;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;

/**
 * A square matrix of counts, whose colours show the share of each count in its row.
 *
 * @param description what is shown, for readers who do not see it
 * @param names the names of the rows and of the columns
 * @param counts the counts by row and column
 */
public record HeatMap(String title, String description, List<String> names, List<List<Integer>> counts) {
    private static final double LEFT = 112;
    private static final double TOP = 104;
    private static final double RIGHT = 26;
    private static final int LONGEST = 15;

    public HeatMap {
        names = List.copyOf(names);
        counts = counts.stream().map(List::copyOf).toList();
    }

    public Element build() {
        double size = Math.min((Canvas.WIDTH - LEFT - RIGHT) / names.size(), 44);
        Canvas canvas = new Canvas(TOP + size * names.size() + 10, title, description);
        canvas.add(Canvas.rect("frame", LEFT, TOP, size * names.size(), size * names.size()));
        for (int i = 0; i < names.size(); i++) {
            double middle = (i + 0.5) * size;
            canvas.text("tick end", LEFT - 6, TOP + middle + 4, shortened(names.get(i)));
            double x = LEFT + middle + 3;
            canvas.add(Canvas.label("tick", x, TOP - 6, shortened(names.get(i)))
                    .with("transform", "rotate(-45 " + Numbers.coordinate(x) + " " + (int) (TOP - 6) + ")"));
        }
        for (int i = 0; i < names.size(); i++) {
            line(canvas, i, size);
        }
        return canvas.build();
    }

    private void line(Canvas canvas, int line, double size) {
        int all = counts.get(line).stream().mapToInt(n -> n).sum();
        for (int column = 0; column < names.size(); column++) {
            int n = counts.get(line).get(column);
            if (n > 0) {
                canvas.add(cell(line, column, n, n / (double) all, size));
            }
        }
    }

    private Element cell(int line, int column, int n, double share, double size) {
        double x = LEFT + column * size;
        double y = TOP + line * size;
        String sentence = names.get(line) + " heard as " + names.get(column) + ": " + n + " ("
                + Numbers.fixed(100 * share, 0) + " %)";
        return Element.of("g")
                .add(
                        Element.of("title", sentence),
                        Canvas.rect("cell", x + 0.5, y + 0.5, size - 1, size - 1)
                                .with("fill-opacity", Numbers.fixed(0.06 + 0.94 * share, 2)),
                        Canvas.label("count middle", x + size / 2, y + size / 2 + 3.5, Integer.toString(n)));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "\u2026";
    }
}
