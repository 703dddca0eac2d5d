package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.result.Status;
import org.speechbench.reports.judge.Verdict;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.TableModel;

/**
 * One number of a report with everything needed to interpret it, or a gap where it is missing.
 *
 * @param kind the kind as in {@code results.csv}, or {@code published}
 * @param usesLabels whether the upstream used transcripts or phones in pre-training
 * @param column what was measured, and how
 * @param cell the rows behind it; without rows, it was not measured
 * @param standing its place in its column
 * @param noise the reason why a timing is not a headline figure; empty if there is none
 */
record ReportCell(
        String kind,
        UpstreamKey upstream,
        boolean usesLabels,
        TaskColumn column,
        Cell cell,
        Standing standing,
        String noise) {
    /** The fields of every cell; null stands for what does not apply. */
    static final TableModel.Columns<ReportCell> COLUMNS = new TableModel.Columns<ReportCell>()
            .value("kind", ReportCell::kind)
            .value("upstream", one -> one.upstream.label())
            .value("provider", one -> one.upstream.provider())
            .value("size", one -> one.upstream.size())
            .value("init", one -> one.upstream.init())
            .value("digest", ReportCell::digest)
            .value("uses_labels", ReportCell::usesLabels)
            .value("task", one -> one.column.task())
            .value("task_name", one -> one.column.protocol().taskName())
            .value("task_version", one -> one.column.protocol().taskVersion())
            .value("preset", one -> one.column.protocol().preset())
            .value("head", one -> one.column.protocol().head())
            .value("split", one -> one.column.split())
            .value("metric", one -> one.column.metric().id())
            .value("metric_label", one -> one.column.metric().label())
            .value("unit", one -> one.column.metric().unit())
            .value("direction", one -> one.column.metric().higherIsBetter() ? "higher" : "lower")
            .value("status", ReportCell::status)
            .value("value", one -> one.cell.ok() ? one.cell.value() : null)
            .value("low", one -> one.ofInterval(Interval::low))
            .value("high", one -> one.ofInterval(Interval::high))
            .value("n", ReportCell::n)
            .value("runs", one -> one.cell.measured().size())
            .value("seeds", ReportCell::seeds)
            .value("pretrain_seeds", ReportCell::pretrainSeeds)
            .value("deviation", one -> one.cell.deviation().orElse(null))
            .value("deviation_of", one -> one.cell.repeats())
            .value("learning_rates", one -> one.cell.learningRates())
            .value("precision", ReportCell::precision)
            .value("leads", one -> one.standing.leads())
            .value("best", one -> one.standing.best())
            .value("undecided", ReportCell::undecided)
            .value(
                    "difference",
                    one -> one.standing.comparison() == null
                            ? ""
                            : one.standing.comparison().words())
            .value("detail", ReportCell::detail)
            .value("corpus_digest", one -> one.column.protocol().corpus())
            .value("failed", one -> one.cell.failed().size())
            .value("noise", ReportCell::noise);

    /**
     * The place of an upstream in a column.
     *
     * @param leads whether its value is the highest or lowest
     * @param best whether the judge found it better than all others
     * @param comparison with the one that leads; null if it leads itself, or if they were not compared
     */
    record Standing(boolean leads, boolean best, @Nullable Comparison comparison) {
        static final Standing NONE = new Standing(false, false, null);
    }

    /** A number that belongs to no table. */
    static ReportCell of(ResultRow row, ReportData data) {
        Cell cell = Cell.of(row);
        return new ReportCell(
                row.kind().id(),
                UpstreamKey.of(row),
                row.subject().usesLabels(),
                TaskColumn.of(row),
                cell,
                Standing.NONE,
                data.noise(cell).orElse(""));
    }

    /** Whether it was not shown to be worse than what leads; null if that was not tested. */
    private @Nullable Boolean undecided() {
        Comparison compared = standing.comparison();
        if (compared == null || compared.verdict() == Verdict.NOT_TESTABLE) {
            return null;
        }
        return compared.verdict() != Verdict.WORSE;
    }

    private @Nullable Double ofInterval(Function<Interval, Double> end) {
        Interval interval = cell.interval();
        return interval == null ? null : end.apply(interval);
    }

    private @Nullable Integer n() {
        int n = cell.ok() ? cell.measured().get(0).measure().n() : 0;
        return n > 0 ? (Integer) n : null;
    }

    private List<Long> seeds() {
        return cell.measured().stream()
                .map(row -> row.measure().seed())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The digest of the weights; empty if there are several. */
    private String digest() {
        List<String> digests = cell.rows().stream()
                .map(row -> row.subject().digest())
                .distinct()
                .toList();
        return digests.size() == 1 ? digests.get(0) : upstream.digest();
    }

    private List<Long> pretrainSeeds() {
        return cell.measured().stream()
                .map(row -> row.subject().training().seed())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private String precision() {
        return distinct(cell.measured().stream()
                .map(row -> row.conditions().precision())
                .toList());
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
