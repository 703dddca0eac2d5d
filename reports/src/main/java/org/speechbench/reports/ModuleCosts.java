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
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.svg.Marks;
import org.speechbench.reports.svg.StackedBarChart;
import org.speechbench.reports.svg.StackedBarChart.Bar;
import org.speechbench.reports.svg.StackedBarChart.Part;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * How the time of a training step is divided among its parts: rows of kind {@code module}, whose task is the part.
 *
 * @param milliseconds the milliseconds of every part, by upstream
 * @param overStep the sum of all parts divided by the time of a step that is measured as a whole, if that was measured
 */
record ModuleCosts(Map<String, Map<String, Double>> milliseconds, Map<String, Double> overStep) {
    /** The parts of a step as they are grouped in the chart, in the order of the signal; the number is the colour. */
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

    /** The means over the runs of a report. */
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
        Map<String, Double> overStep = data.rows(RowKind.THROUGHPUT).stream()
                .filter(row -> row.ok() && row.metric().equals(Metrics.PARTS_OVER_STEP))
                .collect(Collectors.toMap(
                        ResultRow::upstream, row -> Cell.of(row).value(), (first, last) -> first));
        return new ModuleCosts(means, overStep);
    }

    boolean isEmpty() {
        return milliseconds.isEmpty();
    }

    /** A chart with one bar per upstream. */
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

    /** The meaning of the colours. */
    Element legend() {
        Element legend = Element.of("ul").css("legend");
        for (Group group : Group.values()) {
            legend.add(Element.of("li")
                    .add(Element.of("span").css("swatch " + Marks.css(group.colour)), Element.of("span", group.title)));
        }
        return legend;
    }

    /** The milliseconds of every part and, on a page, its share, with a pair of columns per upstream. */
    TableModel table() {
        List<Column> columns = new ArrayList<>(List.of(Column.text("part")));
        milliseconds
                .keySet()
                .forEach(upstream -> columns.addAll(
                        List.of(Column.number(upstream), Column.number("%").onPage())));
        List<List<Entry>> rows = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        milliseconds.values().forEach(parts -> names.addAll(parts.keySet()));
        for (String name : names) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(name)));
            milliseconds.values().forEach(parts -> addTime(row, parts, name));
            rows.add(row);
        }
        if (!overStep.isEmpty() && !isEmpty()) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(Metrics.PARTS_OVER_STEP.label())));
            for (String upstream : milliseconds.keySet()) {
                double over = overStep.getOrDefault(upstream, Double.NaN);
                row.addAll(List.of(Entry.of(Numbers.measured(over, "x"), over), Entry.MISSING));
            }
            rows.add(row);
        }
        return new TableModel("parts", "Where the time of a training step goes, ms", "", columns, rows);
    }

    private static void addTime(List<Entry> row, Map<String, Double> parts, String name) {
        double all = parts.values().stream().mapToDouble(time -> time).sum();
        double own = parts.getOrDefault(name, Double.NaN);
        row.add(Entry.of(Numbers.significant(own, 3), own));
        row.add(Entry.of(Numbers.fixed(100 * own / all, 1), 100 * own / all));
    }
}
