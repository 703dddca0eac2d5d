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
import org.speechbench.reports.svg.StackedBarChart;
import org.speechbench.reports.svg.StackedBarChart.Bar;
import org.speechbench.reports.svg.StackedBarChart.Part;

/** Where the time of a training step goes: rows of kind {@code module}, whose task is the part. */
record ModuleCosts(List<ResultRow> rows) {
    /** Parts of a step as the picture joins them, in the order of the signal; the number is the colour. */
    private enum Group {
        FRONT_END("front end"),
        POSITIONS("projection, positions"),
        ATTENTION("attention"),
        FEED_FORWARD("feed-forward"),
        HEAD("head and loss"),
        UPDATE("clipping, optimiser"),
        REST("rest");

        private final String title;

        Group(String title) {
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
            rows.stream()
                    .filter(row -> row.upstream().equals(upstream))
                    .forEach(row -> sums.merge(Group.of(row.task()), milliseconds(row), Double::sum));
            List<Part> parts = sums.entrySet().stream()
                    .map(e -> new Part(e.getKey().title, e.getKey().ordinal(), e.getValue()))
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
                    .add(Element.of("span").css("swatch s" + group.ordinal()), Element.of("span", group.title)));
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
        Set<String> parts = new LinkedHashSet<>();
        rows.forEach(row -> parts.add(row.task()));
        for (String part : parts) {
            List<Element> cells = new ArrayList<>(List.of(Table.head(name(part))));
            for (String upstream : upstreams()) {
                double all = sum(upstream, "");
                double own = sum(upstream, part);
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

    /** @param part empty for all of them */
    private double sum(String upstream, String part) {
        return rows.stream()
                .filter(row -> row.upstream().equals(upstream)
                        && (part.isEmpty() || row.task().equals(part)))
                .mapToDouble(ModuleCosts::milliseconds)
                .sum();
    }

    private static double milliseconds(ResultRow row) {
        return 1000 * Cell.of(row).value();
    }
}
