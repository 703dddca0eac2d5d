package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.speechbench.bench.speed.SpeedBenchmark;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Score;

/** The training steps of a run, a line each, and where their time goes. */
record SpeedText(List<ResultRow> rows) {
    private static final Set<String> STEPS = Set.of(SpeedBenchmark.TRAIN_STEP.id(), SpeedBenchmark.MODULES.id());

    /** What stands above a column of training steps; the report and results.csv have the rest. */
    private record Column(Metric metric, String head) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(Metrics.SPEED, "audio-s/s"),
            new Column(Metrics.ARITHMETIC, "GFLOP/audio-s"),
            new Column(Metrics.CEILING_SHARE, "% of ceiling"),
            new Column(Metrics.PEAK_MEMORY, "peak GB"),
            new Column(Metrics.DEVICE_MEMORY, "device GB"),
            new Column(Metrics.PERCENTILE_95, "p95, s"),
            new Column(Metrics.SPEED_UP, "x first"),
            new Column(Metrics.OVER_ORIGINAL, "x original"),
            new Column(Metrics.OVER_OPTIMISED, "x optimised"),
            new Column(Metrics.OVER_BEFORE, "x by the change"));

    /** Aligned lines; empty if nothing was timed. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(steps());
        List<String> others = others();
        if (!lines.isEmpty() && !others.isEmpty()) {
            lines.add("");
        }
        lines.addAll(others);
        return lines;
    }

    /** Every other benchmark, a line each, with a column for every upstream. */
    private List<String> others() {
        List<ResultRow> others = rows.stream()
                .filter(r -> r.is(RowKind.THROUGHPUT)
                        && r.metric().equals(Metrics.SPEED)
                        && !STEPS.contains(r.task()))
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        List<String> labels =
                others.stream().map(ResultRow::upstream).distinct().toList();
        List<List<String>> grid = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("audio-s/s"));
        labels.forEach(label -> head.add(label.isEmpty() ? "any upstream" : label));
        grid.add(head);
        for (String benchmark : others.stream().map(ResultRow::task).distinct().toList()) {
            List<String> line = new ArrayList<>(List.of(benchmark));
            labels.forEach(label -> line.add(others.stream()
                    .filter(r -> r.task().equals(benchmark) && r.upstream().equals(label))
                    .map(r -> r.ok() ? text(r) : r.status().id())
                    .findFirst()
                    .orElse("-")));
            grid.add(line);
        }
        return new TextGrid(grid).aligned();
    }

    /** Training steps; empty if none was timed. */
    private List<String> steps() {
        List<String> labels = rows.stream()
                .filter(r -> r.is(RowKind.THROUGHPUT)
                        && r.task().equals(SpeedBenchmark.TRAIN_STEP.id())
                        && r.ok())
                .map(ResultRow::upstream)
                .distinct()
                .toList();
        List<String> lines = new ArrayList<>();
        if (labels.isEmpty()) {
            return lines;
        }
        List<Column> columns = columns();
        List<List<String>> grid = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("training step"));
        columns.forEach(c -> head.add(c.head()));
        grid.add(head);
        for (String label : labels) {
            List<String> line = new ArrayList<>(List.of(label));
            columns.forEach(c -> line.add(cell(label, c.metric())));
            grid.add(line);
        }
        lines.addAll(new TextGrid(grid).aligned());
        lines.addAll(parts());
        return lines;
    }

    private List<Column> columns() {
        return COLUMNS.stream()
                .filter(column -> rows.stream()
                        .anyMatch(r -> r.metric().equals(column.metric())
                                && r.task().equals(SpeedBenchmark.TRAIN_STEP.id())))
                .toList();
    }

    private String cell(String label, Metric metric) {
        Optional<ResultRow> row = rows.stream()
                .filter(r -> r.upstream().equals(label)
                        && r.task().equals(SpeedBenchmark.TRAIN_STEP.id())
                        && r.metric().equals(metric)
                        && r.ok())
                .findFirst();
        return row.map(SpeedText::text).orElse("-");
    }

    private static String text(ResultRow row) {
        Double value = row.value();
        Score.Interval interval = row.measure().interval();
        String number = value == null ? "-" : number(value);
        return interval == null
                ? number
                : number + " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    /** Milliseconds by part, a column for every row that was timed so. */
    private List<String> parts() {
        List<ResultRow> parts =
                rows.stream().filter(r -> r.is(RowKind.MODULE)).toList();
        if (parts.isEmpty()) {
            return List.of();
        }
        List<String> labels = parts.stream().map(ResultRow::upstream).distinct().toList();
        List<List<String>> grid = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("part of a step, ms"));
        head.addAll(labels);
        grid.add(head);
        for (String part : parts.stream().map(ResultRow::task).distinct().toList()) {
            List<String> line = new ArrayList<>(List.of(part));
            labels.forEach(label -> line.add(milliseconds(parts, label, part)));
            grid.add(line);
        }
        List<String> sums = new ArrayList<>(List.of("all parts over the whole step"));
        labels.forEach(label -> sums.add(cell(label, Metrics.PARTS_OVER_STEP)));
        grid.add(sums);
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(new TextGrid(grid).aligned());
        return lines;
    }

    private static String milliseconds(List<ResultRow> parts, String label, String part) {
        return parts.stream()
                .filter(r -> r.upstream().equals(label) && r.task().equals(part))
                .map(ResultRow::value)
                .map(v -> v == null ? "-" : String.format(Locale.ROOT, "%.1f", 1000 * v))
                .findFirst()
                .orElse("-");
    }
}
