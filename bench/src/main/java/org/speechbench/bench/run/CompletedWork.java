package org.speechbench.bench.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.tasks.Fold;

/**
 * The work of a run that is finished, determined from its rows alone. Without the weights it is unknown whether a model
 * has changed; the run itself checks this.
 *
 * @param resumed whether the run goes on where an earlier one ended
 */
record CompletedWork(RunDirectory files, boolean resumed, List<ResultRow> rows) {
    CompletedWork {
        rows = List.copyOf(rows);
    }

    /** The work that a run finds in its folder; none if it is not resumed. */
    static CompletedWork of(RunOptions options) {
        RunDirectory files = new RunDirectory(options.out());
        boolean resumed = options.resume();
        return new CompletedWork(files, resumed, resumed ? new ResultStore(files.results()).rows() : List.of());
    }

    /** The row that is the last of a finished training. */
    Optional<ResultRow> trained(RowKind kind, SeededLabel model) {
        return rows.stream()
                .filter(r -> r.measures(kind, model.label(), Metrics.SECONDS) && model.isOf(r))
                .findFirst();
    }

    /** The last line of the log of a training; null if there is none. */
    @Nullable
    TrainingEvent last(TrainingLog log) {
        List<TrainingEvent> events = resumed ? log.read() : List.of();
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }

    /** Whether all seeds of the heads of a cell have their scores. */
    boolean scored(SeededLabel upstream, PlannedTask task) {
        return task.entry().sweep().seeds(upstream.first()).stream()
                .noneMatch(seed -> scores(upstream, task, seed).isEmpty());
    }

    /** The scores of a cell with one seed of the head, if every test split has one; otherwise empty. */
    List<ResultRow> scores(SeededLabel upstream, PlannedTask task, long seed) {
        List<ResultRow> scores = rows.stream()
                .filter(r -> r.is(RowKind.SCORE) && r.ok())
                .filter(r -> upstream.isOf(r) && r.task().equals(task.label()))
                .filter(r -> r.protocol().taskName().equals(task.task().name())
                        && r.protocol().taskVersion() == task.task().card().version()
                        && r.protocol().preset().equals(task.entry().preset().id()))
                .filter(r -> Long.valueOf(seed).equals(r.measure().seed()))
                .toList();
        List<Fold> folds = task.task().folds(task.corpus());
        long splits = folds.size() == 1 ? folds.get(0).tests().size() : 1;
        return scores.stream().map(ResultRow::split).distinct().count() >= splits ? scores : List.of();
    }
}
