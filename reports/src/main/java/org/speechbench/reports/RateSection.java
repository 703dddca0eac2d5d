package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.reports.table.TableModel.Mark;

/**
 * The section on the score that each learning rate of a head reached on the development split, and on the rate that was
 * chosen. Tasks with a single rate have no grid.
 */
record RateSection(ReportData data) {
    Section build() {
        Section section = new Section("rates", "Learning rates");
        List<ResultRow> rows = data.rows(RowKind.DEV);
        Set<TaskColumn> tasks = new LinkedHashSet<>();
        rows.stream()
                .filter(row -> row.ok() && row.cost().learningRate() != null)
                .map(TaskColumn::of)
                .forEach(tasks::add);
        Element grids = Element.of("div").css("grids");
        List<String> single = new ArrayList<>();
        for (TaskColumn task : tasks) {
            List<ResultRow> own = rows.stream()
                    .filter(row -> row.ok() ? TaskColumn.of(row).equals(task) : task.claims(row))
                    .toList();
            List<Double> rates = rates(own);
            if (rates.size() > 1) {
                grids.add(grid(task, task.title(tasks), own, rates));
            } else {
                single.add(task.title(tasks) + " (" + Numbers.scientific(rates.get(0)) + ")");
            }
        }
        if (single.size() == tasks.size()) {
            return section;
        }
        return section.note(
                        "Each head is trained once for every learning rate of the grid; the one that is best on the "
                                + "development split, marked \u25cf, is scored on the test split."
                                + (single.isEmpty()
                                        ? ""
                                        : " Only one rate was tried on " + String.join(", ", single) + "."))
                .add(grids);
    }

    private static List<Double> rates(List<ResultRow> rows) {
        return rows.stream()
                .map(row -> row.cost().learningRate())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private Element grid(TaskColumn task, String title, List<ResultRow> rows, List<Double> rates) {
        TableModel.Columns<UpstreamKey> table = new TableModel.Columns<UpstreamKey>()
                .add(Column.text("upstream"), upstream -> LabelMark.entry(upstream.label(), marked(upstream, rows)));
        for (Double rate : rates) {
            table.number(Numbers.scientific(rate), upstream -> {
                Cell cell = new Cell(rows.stream()
                        .filter(one -> rate.equals(one.cost().learningRate()))
                        .filter(one -> UpstreamKey.of(one).equals(upstream))
                        .toList());
                return entry(cell, chosen(upstream, task, rate));
            });
        }
        return HtmlRenderer.render(table.build("rates", title + ", dev " + task.measure(), "", UpstreamKey.all(rows)));
    }

    private static Entry entry(Cell cell, boolean chosen) {
        if (!cell.ok()) {
            return cell.failed().isEmpty() ? Entry.MISSING : cell.unmeasured();
        }
        Entry shown = Entry.of(cell.text(), cell.value());
        return chosen ? shown.marked(Mark.CHOSEN).titled("chosen") : shown;
    }

    private static boolean marked(UpstreamKey upstream, List<ResultRow> rows) {
        return LabelMark.isOn(rows.stream()
                .filter(row -> UpstreamKey.of(row).equals(upstream))
                .toList());
    }

    private boolean chosen(UpstreamKey upstream, TaskColumn task, Double rate) {
        return data.rows(RowKind.SCORE).stream()
                .filter(ResultRow::ok)
                .filter(row -> UpstreamKey.of(row).equals(upstream) && task.claims(row))
                .anyMatch(row -> rate.equals(row.cost().learningRate()));
    }
}
