package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;
import org.speechbench.reports.svg.Marks;
import org.speechbench.reports.svg.StackedBarChart;
import org.speechbench.reports.svg.StackedBarChart.Bar;
import org.speechbench.reports.svg.StackedBarChart.Part;

/** Where the time of a training step goes: rows of kind {@code module}, whose task is the part. */
record ModuleCosts(List<ResultRow> rows) {
    /** Parts of a step as the picture joins them, in the order of the signal; the number is the colour. */
    private enum Group {
        FRONT_END(0, "front end"),
        POSITIONS(1, "projection, positions"),
        ATTENTION(2, "attention"),
        FEED_FORWARD(3, "feed-forward"),
        HEAD(4, "head and loss"),
        UPDATE(5, "clipping, optimiser"),
        REST(6, "rest");

        private final int colour;
        private final String title;

        Group(int colour, String title) {
            this.colour = colour;
            this.title = title;
        }

        static Group of(String part) {
            return switch (part.replaceAll("\\..*", "")) {
                case "front_end" -> FRONT_END;
                case "projection", "positions" -> POSITIONS;
                case "attention" -> ATTENTION;
                case "feed_forward" -> FEED_FORWARD;
                case "head" -> HEAD;
                case "update" -> UPDATE;
                default -> REST;
            };
        }
    }

    static ModuleCosts of(ReportData data) {
        return new ModuleCosts(
                data.rows("module").stream().filter(ResultRow::ok).toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private List<String> upstreams() {
        return rows.stream().map(ResultRow::upstream).distinct().toList();
    }

    /** One bar an upstream. */
    Element chart() {
        List<Bar> bars = new ArrayList<>();
        for (String upstream : upstreams()) {
            Map<Group, Double> sums = new LinkedHashMap<>();
            for (Group group : Group.values()) {
                sums.put(group, 0.0);
            }
            parts().forEach(part -> sums.merge(Group.of(part), milliseconds(upstream, part), Double::sum));
            List<Part> parts = sums.entrySet().stream()
                    .map(e -> new Part(e.getKey().title, e.getKey().colour, e.getValue()))
                    .toList();
            bars.add(new Bar(upstream, parts));
        }
        return new StackedBarChart("Where the time of a training step goes", "ms", bars).build();
    }

    /** What the colours stand for. */
    Element legend() {
        Element legend = Element.of("ul").css("legend");
        for (Group group : Group.values()) {
            legend.add(Element.of("li")
                    .add(Element.of("span").css("swatch " + Marks.css(group.colour)), Element.of("span", group.title)));
        }
        return legend;
    }

    /** Milliseconds and share of every part, a pair of columns an upstream. */
    Element table() {
        Table table = new Table("Time of a training step by part, in milliseconds and percent of the step")
                .textColumn("part");
        for (String upstream : upstreams()) {
            table.numberColumn(upstream + ", ms").numberColumn("%");
        }
        for (String part : parts()) {
            List<Element> cells = new ArrayList<>(List.of(Table.head(name(part))));
            for (String upstream : upstreams()) {
                double all = parts().stream()
                        .mapToDouble(p -> milliseconds(upstream, p))
                        .sum();
                double own = milliseconds(upstream, part);
                cells.add(Table.number(Numbers.significant(own, 3), own));
                cells.add(Table.number(Numbers.fixed(100 * own / all, 1), own));
            }
            table.row(cells);
        }
        return table.build();
    }

    private static String name(String part) {
        return part.replace('_', ' ').replace(".", ", ");
    }

    private Set<String> parts() {
        Set<String> parts = new LinkedHashSet<>();
        rows.forEach(row -> parts.add(row.task()));
        return parts;
    }

    /** Mean over the runs of the report. */
    private double milliseconds(String upstream, String part) {
        List<ResultRow> same = rows.stream()
                .filter(row -> row.upstream().equals(upstream) && row.task().equals(part))
                .toList();
        return same.isEmpty() ? 0 : 1000 * new Cell(same).value();
    }
}
