package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;
import org.speechbench.downstream.CellResult;
import org.speechbench.upstream.EncodeBatches;

/**
 * The rows of one cell.
 *
 * @param model the model that is probed
 * @param upstream the upstream, without a digest if it could not be opened
 * @param precision the precision of the upstream
 * @param batches the utterances that the upstream encoded together
 * @param seed the seed of the head
 */
record CellRows(
        SeededLabel model, Subject upstream, String precision, EncodeBatches batches, PlannedTask task, long seed) {
    private static final Set<RowKind> KINDS = EnumSet.of(RowKind.SCORE, RowKind.SECONDARY, RowKind.DEV);

    /** The same cell with another seed of the head. */
    CellRows ofSeed(long other) {
        return new CellRows(model, upstream, precision, batches, task, other);
    }

    /** The names of upstream and task, for messages. */
    String label() {
        return model.name() + " x " + task.label();
    }

    /** Whether a row belongs to this cell, with any version of the task. */
    boolean isOfCell(ResultRow row) {
        return model.isOf(row)
                && row.task().equals(task.label())
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
                            ? rows.failed(task.task().card().metric(), cost, rate.failure())
                            : rows.ok(
                                    new Score(task.task().card().metric(), dev.value(), dev.n(), dev.interval()),
                                    cost,
                                    chosen(rate));
                })
                .toList();
    }

    /** One row for each test split. */
    List<ResultRow> scores(CellResult result) {
        String notes = notes(result.counts());
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
        return rows(RowKind.SCORE, "", "test").failed(task.task().card().metric(), new Cost(seconds, null), reason);
    }

    private static Cost cost(CellResult result) {
        return new Cost(result.seconds(), result.learningRate());
    }

    private RowTemplate rows(RowKind kind, String head, String split) {
        return new RowTemplate(
                kind,
                upstream,
                new Protocol(
                        task.label(),
                        task.task().name(),
                        task.task().card().version(),
                        task.entry().preset().id(),
                        head,
                        split,
                        task.corpusDigest()),
                Conditions.ofPrecision(precision),
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

    private String notes(CellResult.Counts counts) {
        List<String> notes = new ArrayList<>(task.notes());
        if (!batches.oneByOne()) {
            notes.add("encoded in " + batches.text());
        }
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
