package org.speechbench.reports;

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
 * chosen.
 */
record RateSection(ReportData data) {
    Section build() {
        Section section = new Section("rates", "Learning rates");
        List<ResultRow> rows = data.rows(RowKind.DEV);
        if (rows.isEmpty()) {
            return section;
        }
        section.note("Each head is trained once for every learning rate of the grid; the one that is best on the "
                + "development split, marked \u25cf, is scored on the test split.");
        Set<TaskColumn> tasks = new LinkedHashSet<>();
        rows.stream()
                .filter(row -> row.ok() && row.cost().learningRate() != null)
                .map(TaskColumn::of)
                .forEach(tasks::add);
        Element grids = Element.of("div").css("grids");
        tasks.forEach(task -> grids.add(grid(
                task,
                task.title(tasks),
                rows.stream()
                        .filter(row -> row.ok() ? TaskColumn.of(row).equals(task) : task.claims(row))
                        .toList())));
        return tasks.isEmpty() ? section : section.add(grids);
    }

    private Element grid(TaskColumn task, String title, List<ResultRow> rows) {
        List<Double> rates = rows.stream()
                .map(row -> row.cost().learningRate())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
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
