package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score;
import org.speechbench.downstream.CellResult;
import org.speechbench.tasks.Task;

/**
 * The rows of one cell.
 *
 * @param taskLabel the user's
 * @param seed of the head
 * @param corpusDigest of what the scores rest on
 */
record CellRows(UpstreamName upstream, String taskLabel, TaskEntry entry, Task task, long seed, String corpusDigest) {
    /** Kind of the rows of metrics beside the main one. */
    static final String FURTHER = "further";

    private static final String OK = "ok";
    private static final String FAILED = "failed";

    /** Kinds of the rows of a cell. */
    private static final List<String> KINDS = List.of("score", FURTHER, "dev");

    static CellRows of(UpstreamName upstream, String taskLabel, Plan.PlannedTask task, long seed) {
        return new CellRows(upstream, taskLabel, task.entry(), task.task(), seed, task.corpusDigest());
    }

    /** The same cell with another seed. */
    CellRows ofSeed(long other) {
        return new CellRows(upstream, taskLabel, entry, task, other, corpusDigest);
    }

    /** Whether a row is one of this cell, of whatever version of the task. */
    boolean isOfCell(ResultRow row) {
        return row.upstream().equals(upstream.label())
                && row.task().equals(taskLabel)
                && Long.valueOf(seed).equals(row.seed())
                && KINDS.contains(row.kind());
    }

    /** One row for each learning rate that was tried. */
    List<ResultRow> grid(CellResult result) {
        List<ResultRow> rows = new ArrayList<>();
        for (CellResult.RateResult rate : result.grid()) {
            Score dev = rate.dev();
            rows.add(row(
                    "dev",
                    result.head(),
                    "dev",
                    task.card().metric(),
                    dev,
                    rate.learningRate(),
                    rate.seconds(),
                    dev == null ? FAILED : OK,
                    dev == null ? rate.failure() : chosen(rate)));
        }
        return rows;
    }

    /**
     * One row for each test split.
     *
     * @param labels what is odd about the labels
     */
    List<ResultRow> scores(CellResult result, List<String> labels) {
        return result.tests().stream()
                .map(test -> row(
                        "score",
                        result.head(),
                        test.split(),
                        test.score().metric(),
                        test.score(),
                        result.learningRate(),
                        result.seconds(),
                        OK,
                        notes(labels, result.counts())))
                .toList();
    }

    /** One row for each further metric of each test split. */
    List<ResultRow> further(CellResult result) {
        return result.tests().stream()
                .flatMap(test -> test.further().stream()
                        .map(score -> row(
                                FURTHER,
                                result.head(),
                                test.split(),
                                score.metric(),
                                score,
                                result.learningRate(),
                                result.seconds(),
                                OK,
                                "")))
                .toList();
    }

    /** The row of a cell that failed. */
    ResultRow failed(String reason, double seconds) {
        return row("score", "", "test", task.card().metric(), null, null, seconds, FAILED, reason);
    }

    private static String chosen(CellResult.RateResult rate) {
        List<String> parts = new ArrayList<>();
        if (!rate.steps().isEmpty()) {
            parts.add("best at step "
                    + String.join(
                            ", ", rate.steps().stream().map(String::valueOf).toList()));
        }
        if (!rate.decisions().isEmpty()) {
            parts.add(String.join(" / ", rate.decisions()));
        }
        if (!rate.stopped().isEmpty()) {
            parts.add(rate.stopped());
        }
        return String.join("; ", parts);
    }

    private static String notes(List<String> labels, CellResult.Counts counts) {
        List<String> notes = new ArrayList<>(labels);
        if (counts.infeasible() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d of %d training targets are longer than their frames",
                    counts.infeasible(),
                    counts.train()));
        }
        if (counts.infeasibleTest() > 0) {
            notes.add(counts.infeasibleTest() + " dev and test targets are longer than their frames");
        }
        if (counts.tooShort() > 0) {
            notes.add(counts.tooShort() + " utterances are shorter than a frame");
        }
        return String.join("; ", notes);
    }

    private ResultRow row(
            String kind,
            String head,
            String split,
            Metric metric,
            @Nullable Score score,
            @Nullable Double learningRate,
            double seconds,
            String status,
            String detail) {
        return new ResultRow(
                kind,
                upstream.label(),
                upstream.provider(),
                upstream.size(),
                upstream.init(),
                upstream.digest(),
                taskLabel,
                task.name(),
                task.card().version(),
                entry.preset().id(),
                head,
                split,
                metric,
                score == null ? null : (Double) score.value(),
                score == null ? 0 : score.n(),
                score == null ? null : score.interval(),
                seed,
                learningRate,
                upstream.precision(),
                seconds,
                status,
                detail,
                upstream.usesLabels(),
                corpusDigest);
    }
}
