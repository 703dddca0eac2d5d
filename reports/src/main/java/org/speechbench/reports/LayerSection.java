package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;
import org.speechbench.reports.svg.HeatStrip;
import org.speechbench.reports.svg.HeatStrip.Strip;

/** Which layers each task listens to. Upstreams of a single layer have no choice and are left out. */
record LayerSection(ReportData data) {
    Section build() {
        Section section = new Section("layers", "Layer weights");
        Map<String, List<Strip>> tasks = tasks();
        if (tasks.isEmpty()) {
            return section;
        }
        section.note(
                "A head reads a weighted sum of all layers; the weights are learnt with it and sum to one. Layer 0 "
                        + "is the input of the first Transformer layer. Stronger colour is larger. Weights near one over the number of "
                        + "layers say little.");
        List<Element> charts = new ArrayList<>();
        tasks.forEach((task, strips) -> charts.add(new HeatStrip(task, "layer", strips).build()));
        return section.add(Section.charts(charts), Section.details("All weights as a table", table(tasks)));
    }

    /** Weights by task, then upstream; folds are averaged. */
    private Map<String, List<Strip>> tasks() {
        Map<String, Map<String, Map<Integer, List<Double>>>> found = new LinkedHashMap<>();
        for (LayerWeight w : data.layers()) {
            found.computeIfAbsent(w.task(), k -> new LinkedHashMap<>())
                    .computeIfAbsent(w.upstream(), k -> new TreeMap<>())
                    .computeIfAbsent(w.layer(), k -> new ArrayList<>())
                    .add(w.weight());
        }
        Map<String, List<Strip>> tasks = new LinkedHashMap<>();
        found.forEach((task, upstreams) -> upstreams.forEach((upstream, layers) -> {
            if (layers.size() > 1) {
                tasks.computeIfAbsent(task, k -> new ArrayList<>())
                        .add(new Strip(
                                upstream,
                                layers.values().stream().map(LayerSection::mean).toList()));
            }
        }));
        return tasks;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    private static Element table(Map<String, List<Strip>> tasks) {
        int layers = tasks.values().stream()
                .flatMap(List::stream)
                .mapToInt(strip -> strip.values().size())
                .max()
                .orElse(0);
        Table table = new Table("Layer weights").textColumn("task").textColumn("upstream");
        for (int i = 0; i < layers; i++) {
            table.numberColumn(Integer.toString(i));
        }
        tasks.forEach((task, strips) -> strips.forEach(strip -> {
            List<Element> cells = new ArrayList<>(List.of(Table.head(task), Table.cell(strip.name())));
            for (int i = 0; i < layers; i++) {
                cells.add(
                        i < strip.values().size()
                                ? Table.number(
                                        Numbers.fixed(strip.values().get(i), 3),
                                        strip.values().get(i))
                                : Table.missing());
            }
            table.row(cells);
        }));
        return table.build();
    }
}
