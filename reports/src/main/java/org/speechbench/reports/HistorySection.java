package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.Score;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.HistoryShift;
import org.speechbench.reports.history.KnownChange;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.svg.HistoryChart;
import org.speechbench.reports.svg.Palette;

/**
 * The section on the changes of figures from run to run.
 *
 * @param palette the colours of the page
 */
record HistorySection(History history, Palette palette) {
    Section build() {
        Section section = new Section("history", "History");
        List<History.Chart> all = history.charts();
        if (all.isEmpty()) {
            return section;
        }
        List<History.Chart> charts =
                all.stream().filter(History.Chart::hasCourse).toList();
        int kept = history.runs().size();
        section.note((kept == 1 ? "1 kept run" : kept + " kept runs")
                + ", the oldest on the left. Lines through a mark span all runs of one revision;"
                + " speeds are drawn apart for every kind of machine. Numbered lines are changes that are known."
                + single(all.size() - charts.size()));
        if (!charts.isEmpty()) {
            section.add(HtmlReport.legend(
                    palette,
                    charts.stream()
                            .flatMap(chart -> chart.series().stream())
                            .map(History.Series::upstream)
                            .distinct()
                            .toList()));
            section.add(Section.charts(charts.stream().map(this::chart).toList()));
        }
        if (!history.changes().isEmpty()) {
            section.add(changes());
        }
        HistoryShift.of(history).forEach(shift -> section.note(shift.chart().name() + ": " + shift.words() + "."));
        history.warnings().forEach(section::note);
        return section;
    }

    /** Says how many figures are not drawn. */
    private static String single(int figures) {
        return figures == 0
                ? ""
                : " Not drawn, since no upstream has two measurements of "
                        + (figures == 1 ? "it: 1 figure." : "them: " + figures + " figures.");
    }

    private Element chart(History.Chart chart) {
        // The title says what is measured; the method, without the parameters of heads, and the place are below it.
        String[] name = chart.name().split(", ", 3);
        String how = name.length < 3 ? "" : name[2].replaceAll("\\([^)]*\\)", "");
        String below = Stream.of(chart.example().metric().unit(), how, chart.machine())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        List<HistoryChart.Line> lines = chart.series().stream()
                .map(series -> new HistoryChart.Line(
                        series.upstream(),
                        palette.number(series.upstream()),
                        series.points().stream()
                                .map(point -> point(point, chart.spread(series, point)))
                                .toList()))
                .toList();
        List<String> runs = chart.runs().stream().map(run -> run.name()).toList();
        return new HistoryChart(name[0] + ", " + name[1], below, runs, lines, changes(chart)).build();
    }

    private static HistoryChart.Point point(History.Point point, Optional<Score.Interval> spread) {
        Double value = point.row().value();
        return new HistoryChart.Point(
                point.run(),
                value == null ? Double.NaN : value,
                spread.map(Score.Interval::low).orElse(null),
                spread.map(Score.Interval::high).orElse(null));
    }

    private List<HistoryChart.Change> changes(History.Chart chart) {
        List<HistoryChart.Change> lines = new ArrayList<>();
        for (int i = 0; i < history.changes().size(); i++) {
            KnownChange change = history.changes().get(i);
            int run = chart.at(change.date());
            if (change.isAbout(chart.name()) && run > 0 && run < chart.runs().size()) {
                lines.add(new HistoryChart.Change(run, i + 1));
            }
        }
        return lines;
    }

    private Element changes() {
        Element list = Element.of("ol").css("changes");
        for (KnownChange change : history.changes()) {
            String figures = change.figures().isEmpty() ? "" : " (" + change.figures() + ")";
            list.add(Element.of("li", change.date() + figures + ": " + change.note()));
        }
        return list;
    }
}
