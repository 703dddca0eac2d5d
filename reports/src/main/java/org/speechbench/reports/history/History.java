package org.speechbench.reports.history;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.speechbench.core.result.Comparability;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Score;

/**
 * Kept runs, the oldest first.
 *
 * @param changes the known reasons for sudden changes of figures
 * @param warnings sentences about what could not be read
 */
public record History(List<Run> runs, List<KnownChange> changes, List<String> warnings) {
    public History {
        runs = List.copyOf(runs);
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /** A history without runs. */
    public static History none() {
        return new History(List.of(), List.of(), List.of());
    }

    /** Whether a row is comparable between runs: a score, a ratio or a share of the ceiling. */
    public static boolean shows(ResultRow row) {
        return row.ok()
                && (row.is(RowKind.SCORE)
                        || row.is(RowKind.RATIO)
                        || row.metric().equals(Metrics.CEILING_SHARE));
    }

    /**
     * One kept run.
     *
     * @param created the start of the run, ISO 8601, UTC
     * @param revision the revision of the code; empty if unknown
     * @param machine the kind of machine; speeds are comparable only within one kind
     * @param rows the rows that a history shows
     */
    public record Run(String created, String revision, MachineKind machine, List<ResultRow> rows) {
        private static final int SHORT = 8;
        private static final int DAY = 10;

        public Run {
            rows = List.copyOf(rows);
        }

        /** The day and the abbreviated revision. */
        public String name() {
            String dirty = revision.endsWith("-dirty") ? "+" : "";
            return (created.substring(0, Math.min(DAY, created.length())) + " "
                            + revision.substring(0, Math.min(SHORT, revision.length())) + dirty)
                    .strip();
        }
    }

    /**
     * One line of a chart.
     *
     * @param points the points in the order of the runs
     */
    public record Series(String upstream, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** @param run the number of the run among all of the chart's machine */
    public record Point(int run, ResultRow row) {}

    /**
     * One figure of all upstreams over the runs of one kind of machine.
     *
     * @param machine the kind of machine; empty if machines do not matter, as for scores
     */
    public record Chart(String name, String machine, List<Run> runs, List<Series> series) {
        public Chart {
            runs = List.copyOf(runs);
            series = List.copyOf(series);
        }

        /** Whether an upstream was measured in two runs: a single point shows no course. */
        public boolean hasCourse() {
            return series.stream().anyMatch(one -> one.points().size() > 1);
        }

        /** The first row, as an example. */
        public ResultRow example() {
            return series.get(0).points().get(0).row();
        }

        /** Whether it shows timings and not scores. */
        public boolean isOfTimings() {
            return example().kind().isTiming();
        }

        /** The number of the first of the last runs that are all of one revision. */
        int lastRevision() {
            int first = runs.size() - 1;
            while (first > 0
                    && runs.get(first - 1).revision().equals(runs.get(first).revision())) {
                first--;
            }
            return first;
        }

        /** The least and the greatest value of the runs of a point's revision; empty if there is only one. */
        public Optional<Score.Interval> spread(Series of, Point point) {
            String revision = runs.get(point.run()).revision();
            DoubleSummaryStatistics values = of.points().stream()
                    .filter(other -> runs.get(other.run()).revision().equals(revision))
                    .map(other -> other.row().value())
                    .filter(Objects::nonNull)
                    .mapToDouble(value -> value)
                    .summaryStatistics();
            return values.getCount() < 2
                    ? Optional.empty()
                    : Optional.of(new Score.Interval(values.getMin(), values.getMax()));
        }

        /** The number of the first run on or after a day; the number of runs if there is none. */
        public int at(String date) {
            int at = 0;
            while (at < runs.size() && runs.get(at).created().compareTo(date) < 0) {
                at++;
            }
            return at;
        }
    }

    /** All charts that can be drawn, in order of first appearance; only comparable rows share a chart. */
    public List<Chart> charts() {
        Map<MachineKind, List<Run>> machines = new LinkedHashMap<>();
        for (Run run : runs) {
            machines.computeIfAbsent(run.machine(), m -> new ArrayList<>()).add(run);
        }
        List<Chart> charts = new ArrayList<>();
        machines.forEach((machine, of) -> charts.addAll(charts(machine.folder(), of, false)));
        charts.addAll(charts("", runs, true));
        return charts;
    }

    /** What rows of different upstreams share. */
    private record Shared(String name, Comparability terms) {
        /** The name of the figure, and the corpus if there are several with one name. */
        String title(Set<Shared> all) {
            String corpus = terms.protocol().corpus();
            boolean several = all.stream()
                    .anyMatch(other -> other.name.equals(name)
                            && !other.terms.protocol().corpus().equals(corpus));
            return name + (several ? ", " + terms.protocol().corpusName() : "");
        }
    }

    private static List<Chart> charts(String machine, List<Run> runs, boolean scores) {
        Map<Shared, Map<String, List<Point>>> figures = new LinkedHashMap<>();
        for (int r = 0; r < runs.size(); r++) {
            for (ResultRow row : runs.get(r).rows()) {
                if (row.is(RowKind.SCORE) == scores) {
                    figures.computeIfAbsent(new Shared(name(row), row.comparability()), key -> new LinkedHashMap<>())
                            .computeIfAbsent(row.upstream(), upstream -> new ArrayList<>())
                            .add(new Point(r, row));
                }
            }
        }
        List<Chart> charts = new ArrayList<>();
        figures.forEach((shared, of) -> {
            List<Series> series = new ArrayList<>();
            of.forEach((upstream, points) -> series.add(new Series(upstream, points)));
            charts.add(new Chart(shared.title(figures.keySet()), machine, runs, series));
        });
        return charts;
    }

    private static String name(ResultRow row) {
        StringJoiner name = new StringJoiner(", ");
        name.add(row.task()).add(row.metric().label());
        Protocol protocol = row.protocol();
        if (row.is(RowKind.SCORE)) {
            name.add(row.split()).add(protocol.preset() + " version " + protocol.taskVersion());
            name.add(protocol.head());
        } else {
            name.add(row.conditions().workload()).add(row.conditions().precision());
            if (!row.subject().size().isEmpty()) {
                name.add(row.subject().size());
            }
        }
        return name.toString();
    }
}
