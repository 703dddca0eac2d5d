package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.HistoryShift;
import org.speechbench.reports.history.KnownChange;
import org.speechbench.reports.table.TextRenderer;

/**
 * Kept runs as tables, one per figure.
 *
 * @param figures parts of the names of the figures to show; empty for all
 * @param upstreams the labels of the upstreams to show; empty for all
 */
record HistoryText(History history, List<String> figures, List<String> upstreams) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<HistoryShift> shifts = HistoryShift.of(history);
        for (History.Chart chart : history.charts()) {
            List<History.Series> series = chart.series().stream()
                    .filter(s -> upstreams.isEmpty() || upstreams.contains(s.upstream()))
                    .toList();
            boolean wanted = figures.isEmpty() || figures.stream().anyMatch(chart.name()::contains);
            if (wanted && !series.isEmpty()) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(table(chart, series));
                shifts.stream()
                        .filter(shift -> shift.chart().equals(chart))
                        .filter(shift ->
                                series.stream().anyMatch(s -> s.upstream().equals(shift.upstream())))
                        .forEach(shift -> lines.add(shift.words()));
            }
        }
        if (lines.isEmpty()) {
            lines.add("no such figures among " + history.runs().size() + " kept runs");
        }
        return lines;
    }

    private List<String> table(History.Chart chart, List<History.Series> series) {
        List<List<String>> grid = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("run"));
        series.forEach(s -> head.add(s.upstream()));
        head.add("known change");
        grid.add(head);
        for (int r = 0; r < chart.runs().size(); r++) {
            int run = r;
            List<String> line = new ArrayList<>(List.of(chart.runs().get(r).name()));
            series.forEach(s -> line.add(cell(s, run)));
            if (line.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) {
                line.add(changes(chart, r));
                grid.add(line);
            }
        }
        String unit = chart.example().metric().unit();
        String machine = chart.machine().isEmpty() ? "" : ", " + chart.machine();
        List<String> lines = new ArrayList<>(List.of(chart.name() + ", " + unit + machine));
        lines.addAll(TextRenderer.lines(grid));
        return lines;
    }

    /** The last point of the run if it has several seeds. */
    private static String cell(History.Series series, int run) {
        String cell = "-";
        for (History.Point point : series.points()) {
            if (point.run() == run) {
                cell = text(point.row());
            }
        }
        return cell;
    }

    private static String text(ResultRow row) {
        Double value = row.value();
        return value == null ? "-" : number(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private String changes(History.Chart chart, int run) {
        List<String> notes = history.changes().stream()
                .filter(change -> change.isAbout(chart.name()) && chart.at(change.date()) == run && run > 0)
                .map(KnownChange::note)
                .toList();
        return String.join("; ", notes);
    }
}
