package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;
import org.speechbench.reports.svg.Marks;
import org.speechbench.reports.svg.StackedBarChart;
import org.speechbench.reports.svg.StackedBarChart.Bar;
import org.speechbench.reports.svg.StackedBarChart.Part;

/**
 * Where the time of a training step goes: rows of kind {@code module}, whose task is the part.
 *
 * @param milliseconds of every part by upstream
 */
record ModuleCosts(Map<String, Map<String, Double>> milliseconds) {
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

    /** Means over the runs of a report. */
    static ModuleCosts of(ReportData data) {
        Map<String, Map<String, List<ResultRow>>> rows = data.rows(RowKind.MODULE).stream()
                .filter(ResultRow::ok)
                .collect(Collectors.groupingBy(
                        ResultRow::upstream,
                        LinkedHashMap::new,
                        Collectors.groupingBy(ResultRow::task, LinkedHashMap::new, Collectors.toList())));
        Map<String, Map<String, Double>> means = new LinkedHashMap<>();
        rows.forEach((upstream, parts) -> {
            Map<String, Double> own = new LinkedHashMap<>();
            parts.forEach((part, same) -> own.put(part, 1000 * new Cell(same).value()));
            means.put(upstream, own);
        });
        return new ModuleCosts(means);
    }

    boolean isEmpty() {
        return milliseconds.isEmpty();
    }

    /** One bar an upstream. */
    Element chart() {
        List<Bar> bars = new ArrayList<>();
        milliseconds.forEach((upstream, parts) -> {
            Map<Group, Double> sums = new EnumMap<>(Group.class);
            parts.forEach((part, time) -> sums.merge(Group.of(part), time, Double::sum));
            List<Part> drawn = Arrays.stream(Group.values())
                    .map(group -> new Part(group.title, group.colour, sums.getOrDefault(group, 0.0)))
                    .toList();
            bars.add(new Bar(upstream, drawn));
        });
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
        milliseconds.keySet().forEach(upstream -> table.numberColumn(upstream + ", ms")
                .numberColumn("%"));
        Set<String> names = new LinkedHashSet<>();
        milliseconds.values().forEach(parts -> names.addAll(parts.keySet()));
        for (String name : names) {
            List<Element> cells = new ArrayList<>(List.of(Table.head(title(name))));
            milliseconds.values().forEach(parts -> addTime(cells, parts, name));
            table.row(cells);
        }
        return table.build();
    }

    private static void addTime(List<Element> cells, Map<String, Double> parts, String name) {
        double all = parts.values().stream().mapToDouble(time -> time).sum();
        double own = parts.getOrDefault(name, 0.0);
        cells.add(Table.number(Numbers.significant(own, 3), own));
        cells.add(Table.number(Numbers.fixed(100 * own / all, 1), own));
    }

    private static String title(String part) {
        return part.replace('_', ' ').replace(".", ", ");
    }
}
