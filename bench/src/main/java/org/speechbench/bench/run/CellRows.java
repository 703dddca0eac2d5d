package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Score;
import org.speechbench.downstream.CellResult;
import org.speechbench.tasks.Task;

/**
 * The rows of one cell.
 *
 * @param taskLabel the user's label of the task
 * @param seed the seed of the head
 * @param corpusDigest the digest of what the scores are based on
 */
record CellRows(UpstreamName upstream, String taskLabel, TaskEntry entry, Task task, long seed, String corpusDigest) {
    private static final Set<RowKind> KINDS = EnumSet.of(RowKind.SCORE, RowKind.SECONDARY, RowKind.DEV);

    static CellRows of(UpstreamName upstream, String taskLabel, Plan.PlannedTask task, long seed) {
        return new CellRows(upstream, taskLabel, task.entry(), task.task(), seed, task.corpusDigest());
    }

    /** The same cell with another seed. */
    CellRows ofSeed(long other) {
        return new CellRows(upstream, taskLabel, entry, task, other, corpusDigest);
    }

    /** Whether a row belongs to this cell, with any version of the task. */
    boolean isOfCell(ResultRow row) {
        return row.upstream().equals(upstream.label())
                && row.task().equals(taskLabel)
                && Long.valueOf(seed).equals(row.measure().seed())
                && KINDS.contains(row.kind());
    }

    /** One row for each learning rate that was tried. */
    List<ResultRow> grid(CellResult result) {
        RowTemplate rows = rows(RowKind.DEV, result.head().description(), "dev");
        return result.grid().stream()
                .map(rate -> {
                    Score dev = rate.dev();
                    Cost cost = new Cost(rate.seconds(), rate.learningRate());
                    return dev == null
                            ? rows.failed(task.card().metric(), cost, rate.failure())
                            : rows.ok(
                                    new Score(task.card().metric(), dev.value(), dev.n(), dev.interval()),
                                    cost,
                                    chosen(rate));
                })
                .toList();
    }

    /**
     * One row for each test split.
     *
     * @param labels remarks on the labels
     */
    List<ResultRow> scores(CellResult result, List<String> labels) {
        String notes = notes(labels, result.counts());
        return result.tests().stream()
                .map(test -> rows(RowKind.SCORE, result.head().description(), test.split())
                        .ok(test.score(), cost(result), notes))
                .toList();
    }

    /** One row for each secondary metric of each test split. */
    List<ResultRow> secondary(CellResult result) {
        return result.tests().stream()
                .flatMap(test -> test.secondary().stream()
                        .map(score -> rows(RowKind.SECONDARY, result.head().description(), test.split())
                                .ok(score, cost(result), "")))
                .toList();
    }

    /** The row of a cell that failed. */
    ResultRow failed(String reason, double seconds) {
        return rows(RowKind.SCORE, "", "test").failed(task.card().metric(), new Cost(seconds, null), reason);
    }

    private static Cost cost(CellResult result) {
        return new Cost(result.seconds(), result.learningRate());
    }

    private RowTemplate rows(RowKind kind, String head, String split) {
        return new RowTemplate(
                kind,
                upstream.subject(),
                new Protocol(
                        taskLabel,
                        task.name(),
                        task.card().version(),
                        entry.preset().id(),
                        head,
                        split,
                        corpusDigest),
                Conditions.ofPrecision(upstream.precision()),
                seed);
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
}
