package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.result.Status;

/**
 * One number of a report with everything needed to interpret it, or a gap where it is missing.
 *
 * @param kind the kind as in {@code results.csv}, or {@code published}
 * @param usesLabels whether the upstream used transcripts or phones in pre-training
 * @param column what was measured, and how
 * @param cell the rows behind it; without rows, it was not measured
 * @param best whether it has the best value of its column
 * @param difference the difference from the best of its column; null if that was not tested
 * @param noise the reason why a timing is not a headline figure; empty if there is none
 */
record ReportCell(
        String kind,
        UpstreamKey upstream,
        boolean usesLabels,
        TaskColumn column,
        Cell cell,
        boolean best,
        @Nullable Difference difference,
        String noise) {
    /** A number that belongs to no table. */
    static ReportCell of(ResultRow row, ReportData data) {
        Cell cell = Cell.of(row);
        return new ReportCell(
                row.kind().id(),
                UpstreamKey.of(row),
                row.subject().usesLabels(),
                TaskColumn.of(row),
                cell,
                false,
                null,
                data.noise(cell).orElse(""));
    }

    /** The names of the fields of every cell. */
    static List<String> names() {
        TaskColumn nothing = new TaskColumn(Protocol.ofSplit(""), Metrics.SPEED);
        UpstreamKey nobody = new UpstreamKey("", "", "", "", "");
        return List.copyOf(new ReportCell("", nobody, false, nothing, new Cell(List.of()), false, null, "")
                .fields()
                .keySet());
    }

    /** All fields by name, the same ones in the same order for every cell; null stands for what does not apply. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        fields.put("upstream", upstream.label());
        fields.put("provider", upstream.provider());
        fields.put("size", upstream.size());
        fields.put("init", upstream.init());
        fields.put("digest", upstream.digest());
        fields.put("uses_labels", usesLabels);
        fields.put("task", column.task());
        fields.put("task_name", column.protocol().taskName());
        fields.put("task_version", column.protocol().taskVersion());
        fields.put("preset", column.protocol().preset());
        fields.put("head", column.protocol().head());
        fields.put("split", column.split());
        fields.put("metric", column.metric().id());
        fields.put("metric_label", column.metric().label());
        fields.put("unit", column.metric().unit());
        fields.put("direction", column.metric().higherIsBetter() ? "higher" : "lower");
        putValue(fields);
        fields.put("best", best);
        fields.put("undecided", undecided());
        fields.put("difference", difference == null ? "" : difference.words());
        fields.put("detail", detail());
        fields.put("corpus_digest", column.protocol().corpus());
        fields.put("failed", cell.failed().size());
        fields.put("noise", noise);
        return fields;
    }

    /** Null if no test gives an answer. */
    private @Nullable Boolean undecided() {
        if (difference == null || difference.finding() == Difference.Finding.NOT_TESTED) {
            return null;
        }
        return difference.undecided();
    }

    private void putValue(Map<String, @Nullable Object> fields) {
        Interval interval = cell.interval();
        List<ResultRow> measured = cell.measured();
        fields.put("status", status());
        fields.put("value", cell.ok() ? (Double) cell.value() : null);
        fields.put("low", interval == null ? null : (Double) interval.low());
        fields.put("high", interval == null ? null : (Double) interval.high());
        fields.put("interval", interval == null ? "" : cell.intervalMeaning());
        fields.put(
                "n",
                cell.ok() && measured.get(0).measure().n() > 0
                        ? (Integer) measured.get(0).measure().n()
                        : null);
        fields.put("runs", measured.size());
        fields.put(
                "seeds",
                measured.stream()
                        .map(row -> row.measure().seed())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        fields.put("learning_rates", cell.learningRates());
        fields.put(
                "precision",
                distinct(measured.stream()
                        .map(row -> row.conditions().precision())
                        .toList()));
    }

    /** {@code ok}, {@code failed}, {@code skipped} or {@code missing}. */
    private String status() {
        if (cell.ok()) {
            return Status.OK.id();
        }
        if (!cell.failed().isEmpty()) {
            return Status.FAILED.id();
        }
        return cell.rows().isEmpty()
                ? Status.MISSING.id()
                : cell.rows().get(0).status().id();
    }

    /** The reasons for failures and gaps, and notes. */
    private String detail() {
        List<String> notes = new ArrayList<>();
        cell.failed().forEach(row -> notes.add("failed: " + row.detail()));
        cell.rows().stream().filter(row -> row.status() == Status.MISSING).forEach(row -> notes.add(row.detail()));
        cell.measured().forEach(row -> notes.add(row.detail()));
        return distinct(notes);
    }

    private static String distinct(List<String> texts) {
        return texts.stream().filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining("; "));
    }
}
