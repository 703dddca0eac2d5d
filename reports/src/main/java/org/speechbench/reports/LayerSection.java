package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.svg.HeatStrip;
import org.speechbench.reports.svg.HeatStrip.Strip;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Entry;

/** The section on the layers that each task uses. Upstreams of a single layer have no choice and are left out. */
record LayerSection(ReportData data) {
    Section build() {
        Section section = new Section("layers", "Layer weights");
        Map<String, List<Strip>> tasks = tasks();
        if (tasks.isEmpty()) {
            return section;
        }
        section.note(
                "A head reads a weighted sum of all layers; the weights are learnt with it and sum to one. Layer 0 "
                        + "is the input of the first Transformer layer. Stronger colour is larger, on one scale in all charts. Weights near "
                        + "one over the number of layers say little.");
        double max = tasks.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Strip::max)
                .max()
                .orElse(0);
        List<Element> charts = new ArrayList<>();
        tasks.forEach((task, strips) -> charts.add(new HeatStrip(task, "layer", max, strips).build()));
        return section.add(
                Section.charts(charts), Section.details("All weights as a table", HtmlRenderer.render(table(tasks))));
    }

    /** The weights by task, then by upstream, averaged over folds. */
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

    /** The weights of one upstream on a task. */
    private record Row(String task, Strip strip) {
        Entry weight(int layer) {
            double weight = layer < strip.values().size() ? strip.values().get(layer) : Double.NaN;
            return Entry.of(Numbers.fixed(weight, 3), weight);
        }
    }

    private static TableModel table(Map<String, List<Strip>> tasks) {
        int layers = tasks.values().stream()
                .flatMap(List::stream)
                .mapToInt(strip -> strip.values().size())
                .max()
                .orElse(0);
        TableModel.Columns<Row> table =
                new TableModel.Columns<Row>().text("task", Row::task).text("upstream", row -> row.strip.name());
        IntStream.range(0, layers).forEach(layer -> table.number(Integer.toString(layer), row -> row.weight(layer)));
        List<Row> rows = new ArrayList<>();
        tasks.forEach((task, strips) -> strips.forEach(strip -> rows.add(new Row(task, strip))));
        return table.build("layers", "Layer weights", "", rows);
    }
}
