package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.svg.BarChart;
import org.speechbench.reports.svg.Palette;
import org.speechbench.reports.svg.Waterfall;
import org.speechbench.reports.svg.Waterfall.Step;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;

/**
 * The section on the speed of training and encoding of upstreams, compared with each other and with what the machine
 * can do.
 */
public record SpeedSection(ReportData data, Palette palette) {

    /** A longer table is collapsed. */
    private static final int MANY = 24;

    Section build() {
        Section section = new Section("speed", "Speed");
        List<ResultRow> rows = new ArrayList<>();
        List.of(RowKind.THROUGHPUT, RowKind.RATIO, RowKind.CEILING, RowKind.MODULE)
                .forEach(kind -> rows.addAll(data.rows(kind)));
        if (rows.isEmpty()) {
            return section;
        }
        section.note(
                "Measured in fresh processes, upstreams in turn, so that a drift of the machine meets all of them. "
                        + "Lines across the bars are 95 % intervals over the rounds. The ceiling is the machine's own matrix "
                        + "product, measured in the same run.");
        LadderTable ladder = LadderTable.of(data);
        List<Element> charts = new ArrayList<>();
        waterfall(ladder).ifPresent(charts::add);
        charts.addAll(charts(measured(Metrics.SPEED), ""));
        charts.addAll(charts(measured(Metrics.CEILING_SHARE), ", share of the ceiling"));
        if (!charts.isEmpty()) {
            section.add(Section.packed(charts));
        }
        if (!ladder.isEmpty()) {
            section.add(HtmlRenderer.render(ladder.table()));
        }
        TableModel costs = new DeviceCosts(ladder).table();
        if (!costs.isEmpty()) {
            section.add(HtmlRenderer.render(costs)).note(costs.note());
        }
        ModuleCosts modules = ModuleCosts.of(data);
        if (!modules.isEmpty()) {
            section.add(
                    modules.legend(), Section.charts(List.of(modules.chart())), HtmlRenderer.render(modules.table()));
        }
        Element all = HtmlRenderer.filterable(new SpeedTable(data).table(List.of()));
        return section.add(rows.size() > MANY ? Section.details("All rows", all) : all);
    }

    private List<ResultRow> measured(Metric metric) {
        return data.rows(RowKind.THROUGHPUT).stream()
                .filter(row -> row.ok() && row.metric().equals(metric))
                .toList();
    }

    private List<Element> charts(List<ResultRow> rows, String about) {
        List<String> names =
                rows.stream().map(SpeedSection::chartName).distinct().toList();
        return names.stream()
                .map(name -> chart(
                        name + about,
                        rows.stream().filter(row -> chartName(row).equals(name)).toList()))
                .toList();
    }

    private static String chartName(ResultRow row) {
        String precision = row.conditions().precision().isEmpty()
                ? ""
                : " in " + row.conditions().precision();
        String batch = row.detail().isEmpty() ? "" : ", " + row.detail();
        return SpeedTable.benchmark(row.task()) + precision + batch;
    }

    private Element chart(String name, List<ResultRow> rows) {
        List<BarChart.Bar> bars = data.pooled(rows).stream().map(this::bar).toList();
        return new BarChart(name, rows.get(0).metric().unit(), bars).build();
    }

    private BarChart.Bar bar(Cell cell) {
        ResultRow row = cell.rows().get(0);
        double value = cell.value();
        Interval interval = cell.interval();
        return new BarChart.Bar(
                (row.upstream() + " " + row.subject().size()).strip(),
                palette.number(row.upstream()),
                value,
                interval == null ? value : interval.low(),
                interval == null ? value : interval.high());
    }

    /** The rows of a ladder as a chart of the factors by which the changes multiply the speed; empty without a ladder. */
    private static Optional<Element> waterfall(LadderTable ladder) {
        List<Step> steps = new ArrayList<>();
        for (String label : ladder.ladder()) {
            Optional<Cell> product = ladder.cell(label, Metrics.OVER_ORIGINAL);
            if (product.isEmpty()) {
                steps.add(new Step(label, -1, 1, 1));
                continue;
            }
            double value = product.get().value();
            Optional<Cell> change = ladder.cell(label, Metrics.OVER_BEFORE);
            double factor = change.map(Cell::value).orElse(value);
            steps.add(new Step(label, place(change.orElse(product.get()).rows().get(0), steps), factor, value));
        }
        return steps.size() < 2
                ? Optional.empty()
                : Optional.of(new Waterfall(
                                "The ladder: what each change multiplies the speed by", "speed of the original", steps)
                        .build());
    }

    /** The position of the row with which another one is compared. */
    private static int place(ResultRow row, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(row.measure().baseline())) {
                return i;
            }
        }
        return -1;
    }
}
