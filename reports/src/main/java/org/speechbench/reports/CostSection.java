package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.svg.Palette;
import org.speechbench.reports.svg.ScatterPlot;
import org.speechbench.reports.svg.ScatterPlot.Spot;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * The section on score against pre-training time: a plot for each task, with the upstreams that none was shown to
 * dominate.
 */
record CostSection(ReportData data, Palette palette) {
    Section build() {
        Section section = new Section("cost", "Quality and cost");
        Leaderboard board = Leaderboard.of(data);
        Map<UpstreamKey, PretrainingTime> costs = costs(board);
        if (costs.values().stream().noneMatch(cost -> cost.seconds() > 0)) {
            return section;
        }
        double longest = costs.values().stream()
                .mapToDouble(PretrainingTime::seconds)
                .max()
                .orElse(0);
        TimeAxis clock = TimeAxis.of(longest);
        List<Row> rows = new ArrayList<>();
        List<Element> plots = new ArrayList<>();
        for (TaskColumn column : board.columns()) {
            List<Spot> spots = spots(board, column, costs, clock);
            if (spots.size() > 1) {
                ScatterPlot plot = new ScatterPlot(
                        column.title(board.columns()), clock.axis() + " of pre-training", column.measure(), spots);
                plots.add(plot.build());
                spots.forEach(spot -> rows.add(new Row(column, spot)));
            }
        }
        if (plots.isEmpty()) {
            return section;
        }
        section.note("Cost is the wall-clock of everything that a pre-training needed; random weights and signal "
                + "processing cost nothing. A mark is open if an upstream that costs no more was shown to be better."
                + notShown(board, costs) + incomplete(costs));
        if (costs.size() > ScatterPlot.FEW) {
            section.add(HtmlReport.legend(
                    palette, costs.keySet().stream().map(UpstreamKey::label).toList()));
        }
        return section.add(
                Section.charts(plots), Section.details("As a table", HtmlRenderer.render(table(rows, clock))));
    }

    private Map<UpstreamKey, PretrainingTime> costs(Leaderboard board) {
        Map<UpstreamKey, PretrainingTime> costs = new LinkedHashMap<>();
        board.upstreams().forEach(upstream -> PretrainingTime.of(upstream, data.rows(RowKind.PRETRAIN))
                .ifPresent(cost -> costs.put(upstream, cost)));
        return costs;
    }

    private static String notShown(Leaderboard board, Map<UpstreamKey, PretrainingTime> costs) {
        List<String> unknown = board.upstreams().stream()
                .filter(upstream -> !costs.containsKey(upstream))
                .map(board::name)
                .toList();
        return unknown.isEmpty()
                ? ""
                : " Not shown, since their cost is not known: " + String.join(", ", unknown) + ".";
    }

    private static String incomplete(Map<UpstreamKey, PretrainingTime> costs) {
        List<String> incomplete = new ArrayList<>();
        costs.forEach((upstream, cost) -> {
            if (!cost.missing().isEmpty()) {
                incomplete.add(upstream.label() + " (" + cost.missing() + ")");
            }
        });
        return incomplete.isEmpty() ? "" : " At least as much as shown: " + String.join(", ", incomplete) + ".";
    }

    private List<Spot> spots(
            Leaderboard board, TaskColumn column, Map<UpstreamKey, PretrainingTime> costs, TimeAxis clock) {
        List<Spot> spots = new ArrayList<>();
        costs.forEach((upstream, cost) -> {
            Cell cell = board.cell(upstream, column);
            if (cell.ok()) {
                boolean beaten = costs.entrySet().stream()
                        .anyMatch(other -> other.getValue().seconds() <= cost.seconds()
                                && data.standings()
                                        .isBetter(column, other.getKey().label(), upstream.label()));
                Optional<Interval> interval = Optional.ofNullable(cell.interval());
                spots.add(new Spot(
                        upstream.label(),
                        palette.number(upstream.label()),
                        cost.seconds() / clock.seconds(),
                        cell.value(),
                        interval.map(Interval::low).orElse(cell.value()),
                        interval.map(Interval::high).orElse(cell.value()),
                        !beaten));
            }
        });
        return spots;
    }

    /** An upstream on a task. */
    private record Row(TaskColumn column, Spot spot) {
        Entry score() {
            String score = Numbers.measured(spot.y(), column.metric().unit());
            return Entry.of(column.metric().label() + " " + score, spot.y());
        }
    }

    private static TableModel table(List<Row> rows, TimeAxis clock) {
        return new TableModel.Columns<Row>()
                .text("task", row -> row.column().task())
                .text("upstream", row -> row.spot().name())
                .number("cost", row -> {
                    double seconds = row.spot().x() * clock.seconds();
                    return Entry.of(Numbers.duration(seconds), seconds);
                })
                .number("score", Row::score)
                .text("on the frontier", row -> row.spot().frontier() ? "yes" : "no")
                .build("cost", "Cost and quality of every upstream on every task", "", rows);
    }
}
